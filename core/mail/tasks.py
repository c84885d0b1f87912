"""Mail, in the background."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from core.mail import services
from core.mail.choices import MailStatus
from core.mail.models import Mail


@shared_task(name="core.mail.deliver_mails")
def deliver_mails(keys: list[str]) -> int:
    """Send these. Returns how many were sent; run twice, each is sent once."""
    return sum(services.deliver_mail(key=key) for key in keys)


@shared_task(name="core.mail.deliver_due_mails")
def deliver_due_mails() -> int:
    """Send what waits: repetitions, and what a lost broker or worker left behind."""
    return deliver_mails(services.due_keys())


@shared_task(name="core.mail.delete_old_mails")
def delete_old_mails() -> int:
    """Forget ended mails after `MAIL_KEEP_DAYS`. Returns how many."""
    before = timezone.now() - timedelta(days=settings.MAIL_KEEP_DAYS)
    old = Mail.objects.exclude(status=MailStatus.QUEUED).filter(created_at__lt=before)
    return old.delete()[0]
