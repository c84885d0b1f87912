"""Every task of this app, for Celery to find."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command

from core.codes import services as codes
from core.idempotency.tasks import delete_expired
from core.mail.tasks import delete_old_mails, deliver_due_mails, deliver_mails
from core.sessions import services as sessions

__all__ = ["delete_expired", "delete_old_mails", "deliver_due_mails", "deliver_mails"]


@shared_task(name="core.delete_expired_sessions")
def delete_expired_sessions() -> None:
    """What signed somebody in and does no more: cookies, tokens, codes."""
    call_command("clearsessions")
    call_command("flushexpiredtokens")
    sessions.delete_expired_sessions()
    codes.delete_expired_codes()
