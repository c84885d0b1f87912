"""What the admin pages of several concepts need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from unfold.admin import ModelAdmin

from store.shared.errors import StoreError


def link_to_list(model: type, text: Any, **filters: Any) -> str:
    """A link to the model's filtered list in the admin."""
    options = model._meta  # type: ignore[attr-defined]
    url = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    return format_html(
        '<a class="list-link" href="{}?{}">{}</a>', url, urlencode(filters), text
    )


def link_to_related(row: Model, name: str) -> str:
    """How many rows of `name` point to this one, as a link to their list."""
    if row.pk is None:
        return "–"
    related: Any = row._meta.get_field(name)
    count = related.related_model._default_manager.filter(**{related.field.name: row})
    filters = {f"{related.field.name}__id__exact": row.pk}
    return link_to_list(related.related_model, count.count(), **filters)


class StoreAdmin(ModelAdmin):
    """Says what a rule refused, and changes nothing."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.or_say_why(super().changeform_view, request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.or_say_why(super().delete_view, request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.or_say_why(super().changelist_view, request, *args, **kwargs)

    def or_say_why(
        self, view: Callable[..., Any], request: HttpRequest, *args: Any, **kwargs: Any
    ) -> Any:
        try:
            return view(request, *args, **kwargs)
        except StoreError as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


class JoinedSelect(AutocompleteSelect):
    """An autocomplete whose chosen row is there already: no query of its own."""

    chosen: Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        if self.chosen is None or list(value) != [str(self.chosen.pk)]:
            return super().optgroups(name, value, attr)
        option = self.create_option(name, value[0], str(self.chosen), True, 0)
        return [(None, [option], 0)]


class JoinedForm(forms.ModelForm):
    """A row of a `JoinedInline`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            select = getattr(field.widget, "widget", field.widget)
            if isinstance(select, JoinedSelect) and self.instance.pk:
                select.chosen = getattr(self.instance, name)


class JoinedInline:
    """An inline that reads its rows and what they point to in one query.

    Django's own asks once more for every row with an autocomplete.
    """

    form = JoinedForm
    autocomplete_fields: list[str]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)  # type: ignore[misc]
        return rows.select_related(*self.autocomplete_fields)

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = JoinedSelect(
                db_field,
                self.admin_site,  # type: ignore[attr-defined]
            )
        return super().formfield_for_foreignkey(  # type: ignore[misc]
            db_field, request, **kwargs
        )
