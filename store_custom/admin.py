"""Where the admin pages of the store meet tags and likes.

Runs after the apps it joins (see INSTALLED_APPS); either of the two may be missing.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import GenericTabularInline, ModelAdmin

from store.models import Product
from store.reading.admin import ReadProductAdmin
from store.shared.admin import JoinedInline

if apps.is_installed("tags"):
    from tags.admin import TagAdmin as PlainTagAdmin
    from tags.models import Tag, TaggedItem

    class TagFormSet(BaseGenericInlineFormSet):
        def clean(self) -> None:
            """Django leaves out constraints with columns that are not in the form."""
            super().clean()
            rows = [form.cleaned_data for form in self.forms if form.is_valid()]
            tags = [row["tag"] for row in rows if row and not row.get("DELETE")]
            if len(set(tags)) < len(tags):
                raise ValidationError("Choose each tag once.")

    class TagInline(JoinedInline, GenericTabularInline):
        model = TaggedItem
        formset = TagFormSet
        verbose_name = "tag"
        autocomplete_fields = ["tag"]
        extra = 0

    class TaggedProductAdmin(ReadProductAdmin):
        inlines = [*ReadProductAdmin.inlines, TagInline]

    class TagAdmin(PlainTagAdmin, ModelAdmin):
        """The generic page in the look of this project's admin."""

        list_per_page = 20

    admin.site.unregister([Product, Tag])
    admin.site.register(Product, TaggedProductAdmin)
    admin.site.register(Tag, TagAdmin)

if apps.is_installed("likes"):
    from likes.admin import LikedItemAdmin as PlainLikedItemAdmin
    from likes.models import LikedItem

    class LikedItemAdmin(PlainLikedItemAdmin, ModelAdmin):
        """The generic page in the look of this project's admin, and what is liked."""

        list_display = ["user", "liked", "content_type"]
        list_filter = [("content_type", admin.RelatedOnlyFieldListFilter)]
        list_per_page = 20
        search_fields = ["user__username"]

        def has_change_permission(
            self, request: HttpRequest, obj: LikedItem | None = None
        ) -> bool:
            """A like is given and taken back: counts follow that, not an edit."""
            return False

        def get_queryset(self, request: HttpRequest) -> QuerySet[LikedItem]:
            return super().get_queryset(request).prefetch_related("content_object")

        @admin.display(description="liked")
        def liked(self, like: LikedItem) -> Any:
            return like.content_object

    admin.site.unregister(LikedItem)
    admin.site.register(LikedItem, LikedItemAdmin)
