"""Comments in the admin: staff read them, hide what does not belong there, and show it again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from unfold.decorators import action, display

from store.comments import services
from store.comments.choices import FORMER_CUSTOMER
from store.comments.models import Comment
from store.shared.admin import StoreAdmin


class HiddenFilter(admin.SimpleListFilter):
    title = "deleted"
    parameter_name = "deleted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "No"), ("yes", "Yes")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Comment]
    ) -> QuerySet[Comment]:
        if self.value() is None:
            return queryset
        return queryset.filter(deleted_at__isnull=self.value() == "no")


@admin.register(Comment)
class CommentAdmin(StoreAdmin):
    """Nobody writes another's words. Deleting is hiding: replies keep what they reply to."""

    actions = ["hide", "show"]
    fields = (
        *("product", "customer", "parent", "text", "contains_spoiler", "by_vendor"),
        *("like_count", "created_at", "edited_at", "deleted_at", "deleted_by"),
    )
    list_display = ["excerpt", "product", "author", "state", "like_count", "created_at"]
    list_filter = [HiddenFilter, "contains_spoiler", "by_vendor", "created_at"]
    list_per_page = 20
    list_select_related = ["product", "customer__user", "deleted_by"]
    ordering = ["-id"]
    readonly_fields = fields
    search_fields = [
        "text",
        "product__title",
        "customer__user__username__istartswith",
        "customer__user__email__istartswith",
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of a page: never. Of the list: to act."""
        return obj is None and super().has_change_permission(request)

    def get_actions(self, request: HttpRequest) -> Any:
        """A product takes its comments along, so there is a right to delete them."""
        chosen = super().get_actions(request)
        chosen.pop("delete_selected", None)
        return chosen

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        names = [str(comment) for comment in objs]
        counts = {self.opts.verbose_name_plural: len(names)}
        return names, counts, set(), []

    def delete_model(self, request: HttpRequest, obj: Comment) -> None:
        services.delete_comment(comment=obj, by=request.user)

    @admin.display(description="comment", ordering="created_at")
    def excerpt(self, comment: Comment) -> str:
        return Truncator(comment.text).chars(80) or "–"

    @admin.display(description="author")
    def author(self, comment: Comment) -> str:
        return str(comment.customer or FORMER_CUSTOMER)

    @display(description="state", label={"Shown": "success", "Deleted": "info"})
    def state(self, comment: Comment) -> str:
        if not comment.is_deleted:
            return "Shown"
        return f"Hidden by {comment.deleted_by}" if comment.text else "Deleted"

    @action(description="Hide selected", permissions=["change"])
    def hide(self, request: HttpRequest, chosen: QuerySet[Comment]) -> None:
        for comment in chosen.filter(deleted_at=None).order_by("pk"):
            services.delete_comment(comment=comment, by=request.user)
        self.message_user(request, "The comments are hidden.", messages.SUCCESS)

    @action(description="Show selected again", permissions=["change"])
    def show(self, request: HttpRequest, chosen: QuerySet[Comment]) -> None:
        shown = [services.show_comment(comment=comment) for comment in chosen]
        self.message_user(
            request,
            f"{sum(shown)} shown again. What its author deleted stays deleted.",
            messages.SUCCESS,
        )
