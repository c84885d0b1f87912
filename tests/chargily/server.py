"""Chargily Pay V2 on this machine, as its documentation has it.

A store makes checkouts over HTTP; the test is the buyer, the bank and the network.
"""

from __future__ import annotations

import json
import sys
import time
from collections import deque
from copy import deepcopy
from http.server import ThreadingHTTPServer
from random import SystemRandom
from threading import Event, RLock, Thread
from typing import Any, Self

from tests.chargily.faults import Fault
from tests.chargily.protocol import Handler, Received
from tests.chargily.webhooks import SHOWN, Webhook

CODE = "4f1c0e9a7b3d25868f1c0e9a7b3d2586aaaa"
KEYS = {False: f"test_sk_{CODE}", True: f"live_sk_{CODE}"}
CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
BALANCE = {
    "entity": "balance",
    "wallets": [
        {
            "currency": "dzd",
            "balance": 50000,
            "ready_for_payout": "40000",
            "on_hold": 10000,
        },
        {"currency": "usd", "balance": 0, "ready_for_payout": "0", "on_hold": 0},
    ],
}
chance = SystemRandom()


def ulid() -> str:
    """26 letters: 48 bits of milliseconds, 80 of chance."""
    number = (int(time.time() * 1000) << 80) | chance.getrandbits(80)
    return "".join(CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))


class Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is no error of the server."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class ChargilyServer:
    """`requests` is what it was asked, oldest first; `checkouts` what it keeps, by id."""

    def __init__(self, *, livemode: bool = False) -> None:
        self.livemode = livemode
        self.key = KEYS[livemode]
        self.base = "/api/v2/" if livemode else "/test/api/v2/"
        self.lock = RLock()
        self.stopped = Event()
        self.requests: list[Received] = []
        self.checkouts: dict[str, dict[str, Any]] = {}
        self.faults: deque[Fault] = deque()
        self.balance: dict[str, Any] = {**deepcopy(BALANCE), "livemode": livemode}
        handler = type("Handler", (Handler,), {"chargily": self})
        self.listener = Listener(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self.listener.server_port}"
        self.url = f"{self.origin}{self.base}"

    def __enter__(self) -> Self:
        run = self.listener.serve_forever
        Thread(target=run, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self.listener.shutdown()
        self.listener.server_close()

    def settings(self, **others: Any) -> dict[str, Any]:
        """What a store needs to reach it; as texts they are a process's environment."""
        return {
            "CHARGILY_SECRET_KEY": self.key,
            "CHARGILY_API_URL": self.url,
            **others,
        }

    # --- What stores ask for --------------------------------------------------------

    def create(self, body: dict[str, Any]) -> dict[str, Any]:
        """A pending checkout of a body that is right."""
        identity, now = ulid(), int(time.time())
        fees = body["amount"] * 25 // 1000
        mode = "" if self.livemode else "test/"
        self.checkouts[identity] = {
            "id": identity,
            "entity": "checkout",
            "livemode": self.livemode,
            "amount": body["amount"],
            "currency": body["currency"],
            "fees": fees,
            "fees_on_merchant": 0,
            "fees_on_customer": fees,
            "pass_fees_to_customer": None,
            "chargily_pay_fees_allocation": "customer",
            "status": "pending",
            "locale": body.get("locale", "ar"),
            "description": body.get("description"),
            # PHP knows no empty object.
            "metadata": [] if body.get("metadata") == {} else body.get("metadata"),
            "success_url": body["success_url"],
            "failure_url": body.get("failure_url"),
            "webhook_endpoint": body.get("webhook_endpoint"),
            "payment_method": None,
            "invoice_id": None,
            "customer_id": None,
            "payment_link_id": None,
            "created_at": now,
            "updated_at": now,
            "shipping_address": None,
            "collect_shipping_address": 0,
            "discount": None,
            "amount_without_discount": None,
            "checkout_url": f"{self.origin}/{mode}checkouts/{identity}/pay",
        }
        return self.checkouts[identity]

    # --- What the buyer does --------------------------------------------------------
    # Each returns the webhook, which nobody has sent yet. What is paid stays paid; one who
    # was at the bank already also pays a checkout that ended meanwhile.

    def pay(self, checkout_id: str) -> Webhook:
        return self.become("paid", checkout_id)

    def fail(self, checkout_id: str) -> Webhook:
        return self.become("failed", checkout_id)

    def cancel(self, checkout_id: str) -> Webhook:
        return self.become("canceled", checkout_id)

    def expire(self, checkout_id: str) -> Webhook:
        return self.become("expired", checkout_id)

    def become(self, status: str, checkout_id: str) -> Webhook:
        with self.lock:
            if self.checkouts[checkout_id]["status"] != "paid":
                self.change(checkout_id, status=status, updated_at=int(time.time()))
            return self.webhook(checkout_id, type=f"checkout.{status}")

    # --- What is not as it should be ------------------------------------------------

    def change(self, checkout_id: str, **fields: Any) -> None:
        """What it answers about a checkout from now on."""
        with self.lock:
            self.checkouts[checkout_id].update(fields)

    def webhook(self, checkout_id: str, *, type: str) -> Webhook:  # noqa: A002
        """An event of any type about a checkout as it stands."""
        checkout, now = self.checkouts[checkout_id], int(time.time())
        event = {
            "id": ulid(),
            "entity": "event",
            "livemode": json.dumps(self.livemode),
            "type": type,
            "data": {
                **{name: checkout[name] for name in SHOWN},
                "url": checkout["checkout_url"],
            },
            "created_at": now,
            "updated_at": now,
        }
        return Webhook.make(url=checkout["webhook_endpoint"], event=event, key=self.key)

    def refuse_next(
        self, status: int, *, times: int = 1, retry_after: str | None = None
    ) -> None:
        headers = {} if retry_after is None else {"Retry-After": retry_after}
        self.fault_next(Fault(status=status, headers=headers), times=times)

    def hang_next(self, seconds: float, *, works: bool = False, times: int = 1) -> None:
        """With `works` the thing is done, though the client may hear it too late."""
        self.fault_next(Fault(hang=seconds, works=works), times=times)

    def drop_next(self, *, works: bool = False, times: int = 1) -> None:
        """Close the connection without an answer."""
        self.fault_next(Fault(close=True, works=works), times=times)

    def garble_next(self, body: bytes, *, times: int = 1, **fault: Any) -> None:
        self.fault_next(Fault(body=body, **fault), times=times)

    def halve_next(self, *, times: int = 1) -> None:
        self.fault_next(Fault(works=True, half=True), times=times)

    def drip_next(self, pause: float, *, times: int = 1) -> None:
        """A byte every `pause` seconds."""
        self.fault_next(Fault(works=True, drip=pause), times=times)

    def fault_next(self, fault: Fault, *, times: int = 1) -> None:
        self.faults.extend([fault] * times)

    def received(self, request: Received) -> Fault | None:
        """What shall become of it."""
        with self.lock:
            self.requests.append(request)
            return self.faults.popleft() if self.faults else None

    def asked(self) -> list[str]:
        """`GET checkouts/…` and the like, oldest first."""
        with self.lock:
            return [f"{request.method} {request.path}" for request in self.requests]
