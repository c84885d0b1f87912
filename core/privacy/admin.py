"""Deleting an account in the admin is erasing a person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from unfold.admin import ModelAdmin

from core.privacy.erase import erase_person


class ErasesPeople(ModelAdmin):
    """For the admin of accounts: the same rules as `DELETE /auth/users/me/`."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What is asked before: orders are no obstacle, they stay without the person."""
        words = [
            f"{user}: erased; what was sold stays, without the person" for user in objs
        ]
        allowed = all(self.has_delete_permission(request, user) for user in objs)
        return words, {"users": len(words)}, set() if allowed else {"user"}, []

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        erase_person(user=obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for user in queryset:
            erase_person(user=user)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.tell_refusal(request, super().delete_view, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self.tell_refusal(request, super().changelist_view, *args, **kwargs)

    def tell_refusal(
        self, request: HttpRequest, view: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A guard's refusal is a message, not a fault; each erasure is all or nothing."""
        try:
            return view(request, *args, **kwargs)
        except Exception as error:
            if request.method != "POST" or not hasattr(error, "code"):
                raise
            messages.error(request, getattr(error, "message", str(error)))
            return HttpResponseRedirect(request.get_full_path())
