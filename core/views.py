"""Accounts over HTTP: djoser's, with the gaps closed."""

from typing import Any

from django.contrib.auth.tokens import (
    PasswordResetTokenGenerator,
    default_token_generator,
)
from django.db import transaction
from djoser.views import UserViewSet as DjoserUserViewSet
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from core.accounts import is_staff, lock_account, may_change
from core.codes.services import promise_mail
from core.mail.accounts import activation_tokens
from core.mail.afterwards import AnswerThenMail
from core.models import User
from core.privacy.views import PersonalDataMixin
from core.sessions.services import change_password
from core.sessions.tokens import session_of
from core.throttling import LimitsGuesses

HIDDEN = {"list", "retrieve", "update", "partial_update", "destroy"}


# What each action of djoser's is limited by (core/throttling.py).
LIMITS = {
    "create": ("sign-up",),
    "set_password": ("password",),
    "set_username": ("password",),
    "destroy": ("password",),
    "activation": ("code",),
    "reset_password_confirm": ("code",),
    "reset_username_confirm": ("code",),
    "resend_activation": ("mail",),
    "reset_password": ("mail",),
    "reset_username": ("mail",),
    "export": ("export",),
}


class UserViewSet(LimitsGuesses, PersonalDataMixin, DjoserUserViewSet):
    """Somebody else's account is a 404 for every verb; djoser's DELETE says 403."""

    queryset = User.objects.order_by("id")

    @property
    def token_generator(self) -> PasswordResetTokenGenerator:
        is_activation = self.action == "activation"
        return activation_tokens if is_activation else default_token_generator

    def get_limits(self) -> tuple[str, ...]:
        if self.request.method in {"PUT", "PATCH"}:
            return ("mail",) if self.changes_address() else ()
        deletes = self.action == "me" and self.request.method == "DELETE"
        return LIMITS.get("destroy" if deletes else self.action or "", ())

    def changes_address(self) -> bool:
        """That sends two mails, and says whether an address is taken. Staff are trusted."""
        user: Any = self.request.user
        data = self.request.data
        email = data.get("email") if hasattr(data, "get") else None
        is_other = bool(email) and str(email).strip().lower() != user.email
        return is_other and not is_staff(user)

    def perform_create(self, serializer: Any, *args: Any, **kwargs: Any) -> None:
        super().perform_create(serializer, *args, **kwargs)
        # An answer that is kept (core/idempotency) is about them, and is erased with them.
        self.request._request.signed_up = serializer.instance  # type: ignore[attr-defined]
        promise_mail("email_code", email=serializer.instance.email)

    @action(["post"], detail=False)
    def set_password(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Djoser's; every other session ends."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        change_password(
            user=request.user,
            password=serializer.validated_data["new_password"],
            keep=session_of(request.auth),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    @action(["post"], detail=False)
    def reset_password_confirm(
        self, request: Request, *args: Any, **kwargs: Any
    ) -> Response:
        """Djoser's; every session ends."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        password = serializer.validated_data["new_password"]
        change_password(user=serializer.user, password=password)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @action(["post"], detail=False)
    def set_username(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Djoser's, without writing the whole row back."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return self.rename(request.user, serializer)

    @action(["post"], detail=False)
    def reset_username_confirm(
        self, request: Request, *args: Any, **kwargs: Any
    ) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return self.rename(serializer.user, serializer)

    def rename(self, user: Any, serializer: Any) -> Response:
        with transaction.atomic():
            account = lock_account(pk=user.pk)
            account.username = serializer.validated_data["username"]
            account.save(update_fields=["username"])
        return Response(status=status.HTTP_204_NO_CONTENT)

    @action(["post"], detail=False)
    def reset_password(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.mail_link("password_link")

    @action(["post"], detail=False)
    def reset_username(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.mail_link("username_link")

    def mail_link(self, kind: str) -> Response:
        """Djoser looks the address up first, and takes longer for one it finds."""
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        email = serializer.validated_data["email"]
        return AnswerThenMail(status=status.HTTP_204_NO_CONTENT, kind=kind, email=email)

    def get_queryset(self) -> Any:
        """Djoser's shows a list of everybody to whoever has `is_staff`."""
        accounts = super().get_queryset()
        if self.action == "list" and not is_staff(self.request.user):
            return accounts.filter(pk=self.request.user.pk)
        return accounts

    def get_object(self) -> User:
        """The account in the URL; at `me/`, which OPTIONS asks about too, one's own."""
        if self.lookup_field in self.kwargs:
            return super().get_object()
        return self.get_instance()

    def permission_denied(  # type: ignore[override]
        self, request: Request, **kwargs: Any
    ) -> None:
        if self.action in HIDDEN and getattr(request.user, "is_authenticated", False):
            raise NotFound
        # Djoser's own version asks the same of anything that stands in request.user.
        super(DjoserUserViewSet, self).permission_denied(request, **kwargs)

    def check_object_permissions(self, request: Request, obj: Any) -> None:
        """Djoser's lets any staff write any account."""
        super().check_object_permissions(request, obj)
        if obj.pk != request.user.pk and not is_staff(request.user):
            self.permission_denied(request)
        reads = request.method in SAFE_METHODS
        if not reads and not may_change(by=request.user, account=obj):
            raise PermissionDenied

    @action(["get", "put", "patch", "delete"], detail=False)
    def me(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Djoser's, for HEAD too; a user that was never saved has nothing to change."""
        if request.method in SAFE_METHODS:
            return self.retrieve(request, *args, **kwargs)
        if request.user.pk is None:
            raise NotFound
        return super().me(request, *args, **kwargs)
