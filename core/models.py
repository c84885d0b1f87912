"""The account that signs in, its sessions, app passwords and codes, the outbox, and keyed requests."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from phonenumber_field.modelfields import PhoneNumberField

from core.app_passwords.models import AppPassword
from core.codes.models import Code
from core.idempotency.models import KeyedRequest
from core.mail.models import Mail
from core.sessions.models import Session

__all__ = ["AppPassword", "Code", "KeyedRequest", "Mail", "Session", "User"]


class User(AbstractUser):
    """Signs in by username; the e-mail address is unique, whatever its case."""

    email = models.EmailField(
        unique=True,
        error_messages={"unique": "A user with that email already exists."},
    )
    is_email_verified = models.BooleanField(
        "e-mail verified",
        default=False,
        db_default=False,
        help_text="Whoever has the account has read a mail sent to its address.",
    )
    phone_number = PhoneNumberField(blank=True, default="", db_default="")
    profile_image = models.ImageField(
        upload_to="core/profiles", blank=True, default="", db_default=""
    )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)
