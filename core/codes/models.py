"""Short codes that people type."""

from django.conf import settings
from django.db import models


class Purpose(models.TextChoices):
    VERIFY_EMAIL = "verify_email", "Verify the e-mail address"
    RESET_PASSWORD = "reset_password", "Reset the password"


class Code(models.Model):
    """What was mailed, as a digest. One for each account and purpose: a new one replaces it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="codes"
    )
    purpose = models.CharField(max_length=20, choices=Purpose)
    digest = models.CharField(max_length=64)
    wrong_guesses = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"], name="one_code_per_user_and_purpose"
            )
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()
