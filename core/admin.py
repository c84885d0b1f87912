"""Accounts and groups in the admin."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from core.mail.admin import MailAdmin
from core.models import User

__all__ = ["GroupAdmin", "MailAdmin", "UserAdmin"]

admin.site.unregister(Group)


class LowerEmail:
    """An address that differs in case only is taken too, and the form says so."""

    cleaned_data: dict[str, str]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class ChangeForm(LowerEmail, UserChangeForm):
    pass


class CreationForm(LowerEmail, UserCreationForm):
    pass


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):
    form = ChangeForm
    add_form = CreationForm
    change_password_form = AdminPasswordChangeForm
    list_per_page = 20
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


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin):
    pass
