"""Addresses, codes and new passwords as clients send them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from core.codes.services import LENGTH

EMAIL = {"email": "amina@example.com"}
CODE = {"code": "K7M2QXA"}


def example(**body: Any) -> Any:
    return extend_schema_serializer(
        examples=[OpenApiExample("Example", body, request_only=True)]
    )


class LowercaseEmailField(serializers.EmailField):
    """In lower case before anything compares it."""

    def to_internal_value(self, data: Any) -> str:
        return super().to_internal_value(data).lower()


class CodeField(serializers.CharField):
    def __init__(self, **kwargs: Any) -> None:
        help_text = (
            f"{LENGTH} letters and digits; case, spaces and dashes do not matter."
        )
        super().__init__(max_length=50, help_text=help_text, **kwargs)


@example(**EMAIL)
class EmailSerializer(serializers.Serializer):
    email = LowercaseEmailField(max_length=254)


@example(**EMAIL)
class ResendSerializer(serializers.Serializer):
    email = LowercaseEmailField(
        max_length=254, required=False, help_text="Needed when nobody is signed in."
    )


@example(**CODE)
class VerifyEmailSerializer(ResendSerializer):
    code = CodeField()


@example(**EMAIL, **CODE, new_password="Date-Palm-43")  # noqa: S106
class ResetPasswordSerializer(EmailSerializer):
    code = CodeField()
    new_password = serializers.CharField(max_length=128, trim_whitespace=False)


def check_password_of(user: Any, password: str) -> None:
    """Raises DRF's ValidationError on `new_password`."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise serializers.ValidationError({"new_password": error.messages}) from None
