"""From what a mail is about to its words: one builder for each kind of mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import BadHeaderError
from django.core.validators import validate_email
from django.template import Context
from django.template.loader import get_template, render_to_string

Builder = Callable[..., "Letter"]
BUILDERS: dict[str, Builder] = {}
# Kinds whose words sign somebody in; some are made anew each time they are written.
SECRET: set[str] = set()
MOST_OF_A_SUBJECT = 200


@dataclass(frozen=True)
class Attachment:
    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True)
class Letter:
    """A mail ready to send. `to` are plain addresses; empty means there is nobody."""

    to: list[str]
    subject: str
    text: str
    html: str
    reply_to: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)


def letter(kind: str, *, secret: bool = False) -> Callable[[Builder], Builder]:
    """Register the builder of a kind of mail; it is called with the mail's context.

    Nobody but the recipient is shown the words of a secret kind.
    """
    if secret:
        SECRET.add(kind)

    def register(builder: Builder) -> Builder:
        BUILDERS[kind] = builder
        return builder

    return register


def render_letter(
    template: str, context: dict[str, Any], *, to: list[str], **parts: Any
) -> Letter:
    """A letter from `mail/<template>/{subject.txt,body.txt,body.html}`.

    What people typed (a shop's name, a title) may stand in the subject: it is put on one
    line there, so that it cannot begin another header.
    """
    context = {"currency": settings.STORE_CURRENCY, **context}
    subject = render_text(f"mail/{template}/subject.txt", context)
    return Letter(
        to=to,
        subject=" ".join(subject.split())[:MOST_OF_A_SUBJECT],
        text=render_text(f"mail/{template}/body.txt", context).strip() + "\n",
        html=render_to_string(f"mail/{template}/body.html", context),
        **parts,
    )


def render_text(name: str, context: dict[str, Any]) -> str:
    """A template that is no HTML: nothing in it is escaped."""
    template = get_template(name).template  # type: ignore[attr-defined]
    return template.render(Context(context, autoescape=False))


def to_message(letter: Letter, *, message_id: str) -> EmailMultiAlternatives:
    """Django's message. Raises BadHeaderError, ValidationError (an address that is none).

    The id is the same at every attempt, so that a mailbox can tell a repetition.
    """
    for address in (*letter.to, *letter.reply_to):
        validate_email(address)
    if len(letter.subject.splitlines()) > 1:
        raise BadHeaderError("A subject is one line.")
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=letter.to,
        reply_to=letter.reply_to,
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    for item in letter.attachments:
        message.attach(item.name, item.content, item.content_type)
    return message
