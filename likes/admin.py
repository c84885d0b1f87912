"""Likes in any project's admin."""

from django.contrib import admin

from likes.models import LikedItem


@admin.register(LikedItem)
class LikedItemAdmin(admin.ModelAdmin):
    list_display = ["user", "content_type", "object_id"]
    list_select_related = ["user", "content_type"]
    autocomplete_fields = ["user"]
