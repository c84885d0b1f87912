"""The account that signs in."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models


class LowercaseEmailField(models.EmailField):
    """An e-mail address stored and compared in lower case, on every engine alike."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.lower() if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value.lower() if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


class User(AbstractUser):
    """Signs in by username; the e-mail address is unique."""

    email = LowercaseEmailField(
        unique=True,
        error_messages={"unique": "A user with that email already exists."},
    )
