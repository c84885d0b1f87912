"""Accounts as djoser shows and takes them."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from djoser import serializers as djoser
from phonenumber_field.serializerfields import PhoneNumberField
from rest_framework import serializers

from core.codes.serializers import LowercaseEmailField
from core.codes.services import change_address
from core.files.images import clean_picture
from core.models import User


class TextLink:
    """Djoser decodes the parts of a mailed link as they were sent, be they text or not."""

    initial_data: Any

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        parts = {name: str(self.initial_data.get(name)) for name in ("uid", "token")}
        self.initial_data = {**self.initial_data, **parts}
        try:
            return super().validate(attrs)  # type: ignore[misc]
        except serializers.ValidationError as error:
            if "uid" not in error.detail:
                raise
        # Nobody's id is refused as a wrong token is: which ids are taken is not told.
        message = self.error_messages["invalid_token"]  # type: ignore[attr-defined]
        raise serializers.ValidationError({"token": [message]}, "invalid_token")


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


EMAIL_IN_LOWER_CASE = {
    **serializers.ModelSerializer.serializer_field_mapping,
    models.EmailField: LowercaseEmailField,
}


class PictureField(serializers.ImageField):
    """Written anew; null or an empty text removes the picture."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, allow_null=True, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return "" if data in ("", None) else super().run_validation(data)

    def to_internal_value(self, data: Any) -> Any:
        upload = serializers.FileField.to_internal_value(self, data)
        try:
            return clean_picture(upload)
        except ValidationError as error:
            raise serializers.ValidationError(error.messages, error.code) from None


class AccountFields(serializers.Serializer):
    serializer_field_mapping = EMAIL_IN_LOWER_CASE

    phone_number = PhoneNumberField(
        required=False,
        allow_blank=True,
        region=settings.PHONENUMBER_DEFAULT_REGION,
        help_text="E.164, like +213555010203; a national number is completed.",
    )


class UserCreateSerializer(AccountFields, djoser.UserCreateSerializer):
    """Sign-up: the password goes in and never comes out."""

    class Meta(djoser.UserCreateSerializer.Meta):
        fields = (
            *("id", "username", "password", "email", "first_name", "last_name"),
            *("phone_number", "is_email_verified"),
        )
        read_only_fields = ("is_email_verified",)


class UserSerializer(AccountFields, djoser.UserSerializer):
    """An account; the username is changed by `set_username/` alone."""

    profile_image = PictureField(
        help_text="JPEG, PNG or WebP, at most 5 MB and 25 megapixels; null removes it."
    )

    class Meta(djoser.UserSerializer.Meta):
        fields = (
            *("id", "username", "email", "first_name", "last_name"),
            *("phone_number", "profile_image", "is_email_verified"),
        )
        read_only_fields = ("username", "is_email_verified")

    def update(self, instance: User, validated_data: dict[str, Any]) -> User:
        if validated_data.get("email", instance.email) != instance.email:
            change_address(user=instance, email=validated_data.pop("email"))
        # What was sent alone: the password, or being active, may change at this moment.
        for name, value in validated_data.items():
            setattr(instance, name, value)
        instance.save(update_fields=[*validated_data])
        return instance
