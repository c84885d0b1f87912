"""Every task of this app, for Celery to find."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command

from core.mail.tasks import delete_old_mails, deliver_due_mails, deliver_mails

__all__ = ["delete_old_mails", "deliver_due_mails", "deliver_mails"]


@shared_task(name="core.delete_expired_sessions")
def delete_expired_sessions() -> None:
    call_command("clearsessions")
