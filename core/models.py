"""The account that signs in, and the outbox."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models

from core.mail.models import Mail

__all__ = ["Mail", "User"]


class User(AbstractUser):
    """Signs in by username; the e-mail address is unique, whatever its case."""

    email = models.EmailField(
        unique=True,
        error_messages={"unique": "A user with that email already exists."},
    )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)
