"""Requests that were sent with a key, and what was answered to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone


def oldest() -> datetime:
    """When the oldest key that still counts was sent."""
    return timezone.now() - settings.IDEMPOTENCY_KEPT_FOR


class KeyedRequestQuerySet(models.QuerySet[Any]):
    def expired(self) -> KeyedRequestQuerySet:
        return self.filter(created_at__lt=oldest())


class KeyedRequest(models.Model):
    """One key of one caller. Without a `status` it is not answered, or is to be tried again.

    `user` is whom the answer is about, not always who asked: the account that a sign-up
    made. `locked_until` is for requests that work in steps, see `core.idempotency.services`.
    """

    digest = models.CharField(
        max_length=64, unique=True, help_text="Of the caller and the key."
    )
    fingerprint = models.CharField(
        max_length=64, help_text="Of the address and the body, under the secret key."
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    locked_until = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")

    objects = KeyedRequestQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    @property
    def is_expired(self) -> bool:
        return self.created_at < oldest()

    def __str__(self) -> str:
        return f"{self.digest[:12]}: {self.status or 'not answered'}"
