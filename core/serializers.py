"""Accounts as djoser shows and takes them."""

from typing import Any

from django.db import models
from djoser import serializers as djoser
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed
from rest_framework_simplejwt import serializers as jwt

from core.models import User


class LowercaseEmailField(serializers.EmailField):
    """In lower case before anything compares it."""

    def to_internal_value(self, data: Any) -> str:
        return super().to_internal_value(data).lower()


class TextLink:
    """Djoser decodes the parts of a mailed link as they were sent, be they text or not."""

    initial_data: Any

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        parts = {name: str(self.initial_data.get(name)) for name in ("uid", "token")}
        self.initial_data = {**self.initial_data, **parts}
        return super().validate(attrs)  # type: ignore[misc]


class ActivationSerializer(TextLink, djoser.ActivationSerializer):
    pass


class PasswordResetConfirmSerializer(TextLink, djoser.PasswordResetConfirmSerializer):
    pass


class UsernameResetConfirmSerializer(TextLink, djoser.UsernameResetConfirmSerializer):
    pass


class SendEmailResetSerializer(djoser.SendEmailResetSerializer):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = LowercaseEmailField()


class TokenRefreshSerializer(jwt.TokenRefreshSerializer):
    """Simplejwt lets the look-up of a deleted account fail: that is a 401 as well."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, str]:
        try:
            return super().validate(attrs)
        except User.DoesNotExist:
            raise AuthenticationFailed(
                self.error_messages["no_active_account"], "no_active_account"
            ) from None


EMAIL_IN_LOWER_CASE = {
    **serializers.ModelSerializer.serializer_field_mapping,
    models.EmailField: LowercaseEmailField,
}


class UserCreateSerializer(djoser.UserCreateSerializer):
    """Sign-up: the password goes in and never comes out."""

    serializer_field_mapping = EMAIL_IN_LOWER_CASE

    class Meta(djoser.UserCreateSerializer.Meta):
        fields = ("id", "username", "password", "email", "first_name", "last_name")


class UserSerializer(djoser.UserSerializer):
    """An account; the username is changed by `set_username/` alone."""

    serializer_field_mapping = EMAIL_IN_LOWER_CASE

    class Meta(djoser.UserSerializer.Meta):
        fields = ("id", "username", "email", "first_name", "last_name")
        read_only_fields = ("username",)
