"""Where the admin pages of the store meet tags and likes.

Runs after the apps it joins (see INSTALLED_APPS); either of the two may be missing.
"""

from __future__ import annotations

from django.apps import apps
from django.contrib import admin
from unfold.admin import GenericTabularInline, ModelAdmin

from store.catalog.admin import ProductAdmin
from store.models import Product

if apps.is_installed("tags"):
    from tags.admin import TagAdmin as PlainTagAdmin
    from tags.models import Tag, TaggedItem

    class TagInline(GenericTabularInline):
        model = TaggedItem
        autocomplete_fields = ["tag"]
        extra = 0

    class TaggedProductAdmin(ProductAdmin):
        inlines = [*ProductAdmin.inlines, TagInline]

    class TagAdmin(PlainTagAdmin, ModelAdmin):
        """The generic page in the look of this project's admin."""

    admin.site.unregister([Product, Tag])
    admin.site.register(Product, TaggedProductAdmin)
    admin.site.register(Tag, TagAdmin)

if apps.is_installed("likes"):
    from likes.admin import LikedItemAdmin as PlainLikedItemAdmin
    from likes.models import LikedItem

    class LikedItemAdmin(PlainLikedItemAdmin, ModelAdmin):
        """The generic page in the look of this project's admin."""

    admin.site.unregister(LikedItem)
    admin.site.register(LikedItem, LikedItemAdmin)
