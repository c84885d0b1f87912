"""The outbox: mails that were promised, and what became of them."""

from django.db import models
from django.utils import timezone

from core.mail.choices import MailStatus


class Mail(models.Model):
    """A mail, written in the transaction that promises it and sent after its commit.

    It holds what the mail is about (`context`: ids), not its words: those are rendered
    when it is sent, and looked up by `kind` (see `core.mail.letters`).
    """

    key = models.CharField(
        max_length=150, unique=True, help_text="What makes it one and the same mail."
    )
    kind = models.CharField(max_length=50)
    context = models.JSONField(default=dict, blank=True)
    status = models.CharField(
        max_length=10, choices=MailStatus, default=MailStatus.QUEUED
    )
    recipients = models.TextField(blank=True, default="")
    subject = models.CharField(max_length=255, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["status", "next_attempt_at"]),
            models.Index(fields=["-created_at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.subject or self.key
