"""The admin as a vendor's members see it."""

from __future__ import annotations

from operator import attrgetter
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from store.shared.admin import StoreAdmin
from store.shared.identity import sells
from store.vendors.rights import vendors_where


class VendorScoped(StoreAdmin):
    """Members of a vendor who may enter the admin see their vendor's rows here, and no others.

    Every page, action and autocomplete of Django's starts from `get_queryset`; what does
    not is narrowed below. What they may do with a row is in `store.vendors.rights`. For
    everybody else this is a StoreAdmin. The model's queryset has `for_vendors(keys)`.
    """

    # From a row to the key of its vendor: "vendor_id", or a path to it.
    vendor_of: ClassVar[str]
    # Deny by default: what members may choose, see and do here is named.
    member_actions: ClassVar[tuple[str, ...]] = ()
    member_fields: ClassVar[tuple[str, ...]]
    member_readonly_fields: ClassVar[tuple[str, ...]] = ()

    def vendors(self, request: HttpRequest, verb: str) -> set[int]:
        """Of which the user may view, add, change or delete rows; asked for members alone."""
        name = get_permission_codename(verb, self.opts)
        permission = f"{self.opts.app_label}.{name}"
        return vendors_where(user=request.user, permission=permission)

    def reaches(self, request: HttpRequest, verb: str, obj: Model | None) -> bool:
        """Whether the user's role goes as far as this row."""
        if obj is None or not sells(request.user):
            return True
        return attrgetter(self.vendor_of)(obj) in self.vendors(request, verb)

    def choices_for_members(
        self, name: str, request: HttpRequest
    ) -> QuerySet[Any] | None:
        """The rows that a member may set a relation to; None is none."""
        return None

    # --- Rows and rights ----------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        if not sells(request.user):
            return rows
        return rows.for_vendors(self.vendors(request, "view"))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_view_permission(request, obj)
        return allowed and self.reaches(request, "view", obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and self.reaches(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and self.reaches(request, "delete", obj)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """The last line: no form may bring a row to where the role does not go."""
        row = super().save_form(request, form, change)
        if not self.reaches(request, "change" if change else "add", row):
            raise PermissionDenied
        return row

    # --- Lists --------------------------------------------------------------------

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        if not sells(request.user):
            return actions
        return {name: actions[name] for name in self.member_actions if name in actions}

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        """Who sells for two vendors may be more in one than in the other."""
        if sells(request.user):
            queryset = queryset.for_vendors(self.vendors(request, "change"))  # type: ignore[attr-defined]
        return super().response_action(request, queryset)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        if sells(request.user):
            seen, written = (self.vendors(request, verb) for verb in ("view", "change"))
            if seen != written:
                changelist.list_editable = ()
        return changelist

    def get_list_filter(self, request: HttpRequest) -> Any:
        """A filter by a relation offers every row there is, unless told otherwise."""
        filters = super().get_list_filter(request)
        if not sells(request.user):
            return filters
        return [self.narrow(entry) for entry in filters]

    def narrow(self, entry: Any) -> Any:
        if isinstance(entry, str) and self.opts.get_field(entry).is_relation:
            return entry, admin.RelatedOnlyFieldListFilter
        return entry

    def lookup_allowed(
        self, lookup: str, value: str, request: HttpRequest | None = None
    ) -> bool:
        """Members look up what they are offered: a filter can be asked about a secret."""
        if request is not None and sells(request.user):
            offered = {
                entry if isinstance(entry, str) else entry[0]
                for entry in self.get_list_filter(request)
                if isinstance(entry, str | tuple)
            }
            if lookup.split("__")[0] not in offered:
                return False
        return super().lookup_allowed(lookup, value, request)

    # --- Pages --------------------------------------------------------------------

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if sells(request.user):
            return self.member_fields
        return super().get_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if sells(request.user):
            return self.member_readonly_fields
        return super().get_readonly_fields(request, obj)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_prepopulated_fields(request, obj)
        if not sells(request.user):
            return fields
        shut = self.get_readonly_fields(request, obj)
        return {name: names for name, names in fields.items() if name not in shut}

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        """An autocomplete asks the page of the other model, which members may not have."""
        return () if sells(request.user) else super().get_autocomplete_fields(request)

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs |= self.choices_of(db_field, request)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "vendor" and sells(request.user):
            field.required = True  # empty is the store itself
        return field

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        kwargs |= self.choices_of(db_field, request)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def choices_of(self, db_field: Any, request: HttpRequest) -> dict[str, Any]:
        if not sells(request.user):
            return {}
        choices = self.choices_for_members(db_field.name, request)
        none = db_field.related_model._default_manager.none()
        return {"queryset": none if choices is None else choices}

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Without what hangs on the rows: carts, reviews, lines of customers' orders."""
        if not sells(request.user):
            return super().get_deleted_objects(objs, request)
        rows = list(objs)
        allowed = all(self.has_delete_permission(request, row) for row in rows)
        name = self.opts.verbose_name
        names = [str(row) for row in rows]
        count = {self.opts.verbose_name_plural: len(rows)}
        return names, count, set() if allowed else {name}, []

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Members read what they did themselves."""
        if sells(request.user):
            user: Any = request.user
            own = LogEntry.objects.filter(
                user=user,
                object_id=unquote(object_id),
                content_type=ContentType.objects.get_for_model(self.model),
            ).select_related("user", "content_type")
            paginator = self.get_paginator(request, own.order_by("action_time"), 100)
            page = paginator.get_page(request.GET.get(PAGE_VAR, 1))
            extra_context = {
                **(extra_context or {}),
                "action_list": page,
                "page_range": paginator.get_elided_page_range(page.number),
                "pagination_required": paginator.count > 100,
            }
        return super().history_view(request, object_id, extra_context)
