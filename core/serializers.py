"""Accounts as djoser shows and takes them."""

from djoser.serializers import UserCreateSerializer as DjoserUserCreateSerializer
from djoser.serializers import UserSerializer as DjoserUserSerializer


class UserCreateSerializer(DjoserUserCreateSerializer):
    """Sign-up: the password goes in and never comes out."""

    class Meta(DjoserUserCreateSerializer.Meta):
        fields = ("id", "username", "password", "email", "first_name", "last_name")


class UserSerializer(DjoserUserSerializer):
    """An account; the username is changed by `set_username/` alone."""

    class Meta(DjoserUserSerializer.Meta):
        fields = ("id", "username", "email", "first_name", "last_name")
        read_only_fields = ("username",)
