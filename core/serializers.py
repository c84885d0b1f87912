"""Accounts as djoser shows and takes them."""

from typing import Any

from djoser import serializers as djoser


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


class UserCreateSerializer(djoser.UserCreateSerializer):
    """Sign-up: the password goes in and never comes out."""

    class Meta(djoser.UserCreateSerializer.Meta):
        fields = ("id", "username", "password", "email", "first_name", "last_name")


class UserSerializer(djoser.UserSerializer):
    """An account; the username is changed by `set_username/` alone."""

    class Meta(djoser.UserSerializer.Meta):
        fields = ("id", "username", "email", "first_name", "last_name")
        read_only_fields = ("username",)
