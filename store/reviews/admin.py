"""Reviews in the admin."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from store.reviews.models import Review


@admin.register(Review)
class ReviewAdmin(ModelAdmin):
    autocomplete_fields = ["product", "customer"]
    list_display = ["name", "product", "rating", "date"]
    list_filter = ["rating", "date"]
    list_per_page = 20
    list_select_related = ["product"]
    search_fields = ["name", "description", "product__title"]
