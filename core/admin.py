"""Accounts and groups in the admin."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest
from rest_framework_simplejwt.token_blacklist.models import (
    BlacklistedToken,
    OutstandingToken,
)
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from core.accounts import may_change
from core.codes.services import promise_mail
from core.files.images import clean_picture
from core.mail.admin import MailAdmin
from core.models import AppPassword, Session, User
from core.privacy.admin import ErasesPeople
from core.sessions.services import sign_out_everywhere

__all__ = ["GroupAdmin", "MailAdmin", "UserAdmin"]

admin.site.unregister(Group)
# Used tokens are of no use to anybody; sessions stand on the page of their account.
admin.site.unregister([BlacklistedToken, OutstandingToken])

RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


class LowerEmail:
    """An address that differs in case only is taken too, and the form says so."""

    cleaned_data: dict[str, str]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class ChangeForm(LowerEmail, UserChangeForm):
    def clean_profile_image(self) -> Any:
        """As the API takes it: written anew, without what a camera noted."""
        picture = self.cleaned_data["profile_image"]
        return clean_picture(picture) if isinstance(picture, UploadedFile) else picture


class PasswordForm(AdminPasswordChangeForm):
    """A password set by staff signs the account out everywhere."""

    def save(self, commit: bool = True) -> User:
        user = super().save(commit)
        sign_out_everywhere(user=user)
        return user


class SessionInline(TabularInline):
    """Where the account is signed in now."""

    model = Session
    verbose_name_plural = "signed in on"
    fields = readonly_fields = ("device", "created_at", "rotated_at", "expires_at")
    extra = 0
    hide_title = True
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Session]:
        return Session.objects.alive()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AppPasswordInline(TabularInline):
    """The apps that may read for the account: looked at, and revoked by deleting."""

    model = AppPassword
    verbose_name_plural = "app passwords"
    fields = readonly_fields = ("name", "created_at", "last_used_at")
    extra = 0
    hide_title = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class CreationForm(LowerEmail, UserCreationForm):
    pass


@admin.register(User)
class UserAdmin(ErasesPeople, DjangoUserAdmin, ModelAdmin):
    form = ChangeForm
    add_form = CreationForm
    change_password_form = PasswordForm
    list_display = (
        "username",
        "email",
        "phone_number",
        "is_email_verified",
        "is_staff",
    )
    list_filter = ("is_email_verified", "is_active", "is_staff", "groups")
    search_fields = ("username", "email", "phone_number", "first_name", "last_name")
    search_help_text = "Name, e-mail or phone number"
    list_per_page = 20
    actions = ("mail_verification_codes", "sign_out_everywhere")
    inlines = (SessionInline, AppPasswordInline)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (
            "Person",
            {
                "fields": (
                    ("first_name", "last_name"),
                    ("email", "is_email_verified"),
                    "phone_number",
                    "profile_image",
                )
            },
        ),
        *DjangoUserAdmin.fieldsets[2:],  # type: ignore[index]
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": (
                    "username",
                    "usable_password",
                    "password1",
                    "password2",
                    "email",
                    "first_name",
                    "last_name",
                ),
            },
        ),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = obj is None or may_change(by=request.user, account=obj)
        return allowed and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = obj is None or may_change(by=request.user, account=obj)
        return allowed and super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nobody but a superuser gives rights: to oneself, for one."""
        return () if request.user.is_superuser else RIGHTS

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Phone numbers are found as people write them, too: `0555 01 02 03`."""
        digits = re.sub(r"[\s./()-]", "", search_term)
        if re.fullmatch(r"(\+|0)?\d{4,15}", digits):
            search_term = digits.removeprefix("0")
        return super().get_search_results(request, queryset, search_term)

    @action(description="Mail a new verification code", permissions=["change"])
    def mail_verification_codes(
        self, request: HttpRequest, queryset: QuerySet[User]
    ) -> None:
        unverified = list(queryset.filter(is_email_verified=False, is_active=True))
        for user in unverified:
            promise_mail("email_code", email=user.email)
        messages.success(request, f"{len(unverified)} codes are on their way.")

    @action(description="Sign out everywhere", permissions=["change"])
    def sign_out_everywhere(
        self, request: HttpRequest, queryset: QuerySet[User]
    ) -> None:
        ended = sum(
            sign_out_everywhere(user=user)
            for user in queryset
            if self.has_change_permission(request, user)
        )
        messages.success(request, f"{ended} sessions and app passwords ended.")


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin):
    """Rights are for superusers to give: whoever changes a group may be in it."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)
