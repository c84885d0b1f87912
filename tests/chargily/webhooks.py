"""What Chargily sends to a store when something happened to a checkout, or an enemy does."""

from __future__ import annotations

import hashlib
import hmac
import json
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from threading import Timer
from typing import Any, Self
from urllib.parse import urlsplit

import requests

# What the documentation shows of a checkout in an event: no currency and no mode.
SHOWN = (
    *("id", "entity", "fees", "amount", "locale", "status", "metadata", "created_at"),
    *("invoice_id", "updated_at", "customer_id", "description", "failure_url"),
    *("success_url", "payment_method", "payment_link_id", "pass_fees_to_customer"),
    *("chargily_pay_fees_allocation", "shipping_address", "collect_shipping_address"),
    *("discount", "amount_without_discount"),
)


def sign(body: bytes, key: str) -> str:
    return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Webhook:
    """A signed body and where it goes. Sent again it is a duplicate, or a replay.

    `changed`, `with_data` and `with_body` are what Chargily could send, signed anew;
    `with_signature` and `tampered` are what it could not. None is no header at all.
    """

    url: str
    body: bytes
    signature: str | bytes | None
    key: str = field(repr=False)

    @classmethod
    def make(cls, *, url: str, event: dict[str, Any], key: str) -> Self:
        body = json.dumps(event).encode()
        return cls(url=url, body=body, signature=sign(body, key), key=key)

    @property
    def event(self) -> dict[str, Any]:
        return json.loads(self.body)

    def with_body(self, body: bytes) -> Self:
        return replace(self, body=body, signature=sign(body, self.key))

    def changed(self, **fields: Any) -> Self:
        return self.with_body(json.dumps({**self.event, **fields}).encode())

    def with_data(self, **fields: Any) -> Self:
        return self.changed(data={**self.event["data"], **fields})

    def with_signature(self, signature: str | bytes | None) -> Self:
        return replace(self, signature=signature)

    def tampered(self, **fields: Any) -> Self:
        """Other data under the signature of these."""
        return replace(self.with_data(**fields), signature=self.signature)

    def send(self) -> int:
        """To the store, over HTTP; the status it answers."""
        headers: dict[str, str | bytes] = {"Content-Type": "application/json"}
        if isinstance(self.signature, str):
            headers["signature"] = self.signature.encode()
        elif self.signature is not None:
            headers["signature"] = self.signature
        answer = requests.post(
            self.url, self.body, headers=headers, timeout=30, allow_redirects=False
        )
        return answer.status_code

    def send_after(self, seconds: float) -> Future[int]:
        """The status, once it was sent."""
        future: Future[int] = Future()

        def deliver() -> None:
            try:
                future.set_result(self.send())
            except Exception as error:  # noqa: BLE001 - the test gets it
                future.set_exception(error)

        timer = Timer(seconds, deliver)
        timer.daemon = True
        timer.start()
        return future

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    def for_client(self) -> dict[str, Any]:
        """For `client.post(webhook.path, **webhook.for_client())`, without a server."""
        given: dict[str, Any] = {"data": self.body, "content_type": "application/json"}
        if self.signature is not None:
            raw = self.signature
            raw = raw.encode() if isinstance(raw, str) else raw
            given["HTTP_SIGNATURE"] = raw.decode("latin-1")
        return given
