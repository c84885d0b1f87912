from django.db.models import TextChoices


class MailStatus(TextChoices):
    QUEUED = "queued", "Queued"
    SENT = "sent", "Sent"
    SKIPPED = "skipped", "Nobody to send it to"
    FAILED = "failed", "Given up"
