"""Who is signed in, where."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone


class SessionQuerySet(models.QuerySet[Any]):
    def alive(self) -> SessionQuerySet:
        return self.filter(ended_at=None, expires_at__gt=timezone.now())


class Session(models.Model):
    """A sign-in and every token that came of it: one device, one row.

    Access tokens name it in their claim `sid`, and die with it. `jti` is the one refresh
    token that is good now; `previous_jti` the one it replaced.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sessions"
    )
    jti = models.CharField(max_length=32, blank=True, default="")
    previous_jti = models.CharField(max_length=32, blank=True, default="")
    rotated_at = models.DateTimeField("last refresh", default=timezone.now)
    device = models.CharField(
        max_length=200, blank=True, default="", help_text="The user agent at sign-in."
    )
    created_at = models.DateTimeField("since", auto_now_add=True)
    expires_at = models.DateTimeField("until", db_index=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return self.device or str(self.pk)
