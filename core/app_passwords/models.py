"""Passwords for apps that cannot sign in any other way than HTTP Basic."""

from django.conf import settings
from django.db import models


class AppPassword(models.Model):
    """What one app signs in with, as a digest. It opens the feeds of reader apps alone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="app_passwords"
    )
    name = models.CharField(max_length=100, help_text="Which app or device it is for.")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("since", auto_now_add=True)
    last_used_at = models.DateTimeField("last use", null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
