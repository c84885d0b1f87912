"""The outbox, as far as it is to a person or about one."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from core.mail.choices import MailStatus
from core.mail.models import Mail
from core.privacy.registry import Rows, entries


def mails_of(user: Any) -> Rows:
    """Mails to the person's address, and those about the person's rows."""
    about = Q(key__in=keys_about(user)) | Q(context__user_id=user.pk)
    return Mail.objects.filter(about | Q(pk__in=mails_to(user.email))).order_by("pk")


def keys_about(user: Any) -> list[str]:
    return [
        key
        for entry in entries()
        if entry.mail_keys is not None
        for key in entry.mail_keys(entry.rows(user))
    ]


def mails_to(address: str) -> list[int]:
    """Keys of the mails that went, or will go, to this address and perhaps to others."""
    if not address:
        return []
    likely = Mail.objects.filter(
        Q(recipients__icontains=address) | Q(context__icontains=address)
    )
    return [
        mail.pk
        for mail in likely.iterator()
        if address.lower() in {*recipients_of(mail), *map(str.lower, planned(mail))}
    ]


def recipients_of(mail: Mail) -> list[str]:
    return [name.strip().lower() for name in mail.recipients.split(",") if name.strip()]


def planned(mail: Mail) -> list[str]:
    """Whom a mail that holds its words is for; others are told when they are sent."""
    to = mail.context.get("to")
    return [str(name) for name in to] if isinstance(to, list) else []


def forget_mails(rows: Rows, user: Any) -> None:
    """Delete them, queued ones before they leave; one to others too loses the address.

    Who gets a queued mail that does not hold its words is looked up when it is sent.
    """
    own, about = user.email.lower(), set(keys_about(user))
    gone = []
    for mail in rows:
        others = [name for name in recipients_of(mail) if name != own]
        anew = mail.status == MailStatus.QUEUED and not planned(mail)
        personal = mail.key in about or mail.context.get("user_id") == user.pk
        if personal or planned(mail) or not (others or anew):
            gone.append(mail.pk)
        else:
            mail.recipients, mail.last_error = ", ".join(others), ""
            mail.save(update_fields=["recipients", "last_error"])
    Mail.objects.filter(pk__in=gone).delete()
