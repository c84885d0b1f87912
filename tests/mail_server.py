"""A real SMTP server that keeps what it is sent, and may be slow or refuse."""

from __future__ import annotations

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Postbox:
    """`delay` seconds pass before a message is accepted; `refusal` is said instead."""

    def __init__(self) -> None:
        self.delay = 0.0
        self.refusal = ""
        self.began = 0
        self.messages: list[EmailMessage] = []

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.began += 1
        await asyncio.sleep(self.delay)
        if (
            session.peer is None
            or server.transport is None
            or server.transport.is_closing()
        ):
            return "451 The client is gone"
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append(message)
        return "250 Accepted"

    def subjects(self) -> list[str]:
        return sorted(str(message["Subject"]) for message in self.messages)


class MailServer(Controller):
    def __init__(self, port: int, postbox: Postbox | None = None) -> None:
        self.postbox = postbox or Postbox()
        super().__init__(self.postbox, hostname="127.0.0.1", port=port)
