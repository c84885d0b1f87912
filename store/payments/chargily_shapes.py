"""What Chargily's answers and events say, checked field by field; others are ignored."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from store.payments.chargily_errors import ChargilyUnusable

ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
STATUS = re.compile(r"[a-z_]{1,32}")
CURRENCY = re.compile(r"[a-z]{3}")
TYPE = re.compile(r"[a-z0-9_.]{1,64}")
URL = re.compile(r"https?://[!-~]{1,2000}")
LARGEST_AMOUNT = 10**12


@dataclass(frozen=True)
class Checkout:
    """One payment page: `amount` is in whole units of `currency`, times are aware.

    `status` is pending, processing, paid, failed, canceled, expired or one yet unknown.
    """

    id: str
    status: str
    amount: int
    currency: str
    livemode: bool
    checkout_url: str | None
    fees: Decimal | None
    metadata: dict[str, Any]
    invoice_id: str | None
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True)
class Wallet:
    currency: str
    balance: Decimal
    ready_for_payout: Decimal
    on_hold: Decimal


@dataclass(frozen=True)
class Balance:
    livemode: bool
    wallets: tuple[Wallet, ...]


@dataclass(frozen=True)
class Event:
    """A webhook's content: that something happened to a checkout, which is to be read.

    `checkout_id` is None in events about other things than checkouts.
    """

    id: str
    type: str
    livemode: bool
    checkout_id: str | None
    created_at: datetime | None


def checkout_from(content: bytes) -> Checkout:
    """Raises ChargilyUnusable."""
    fields = Fields.parse("checkout", content)
    return Checkout(
        id=fields.text("id", ID),
        status=fields.text("status", STATUS),
        amount=fields.amount("amount"),
        currency=fields.text("currency", CURRENCY),
        livemode=fields.flag("livemode"),
        checkout_url=fields.text_or_none("checkout_url", URL)
        or fields.text_or_none("url", URL),
        fees=fields.number_or_none("fees"),
        metadata=fields.mapping("metadata"),
        invoice_id=fields.text_or_none("invoice_id", ID),
        created_at=fields.time_or_none("created_at"),
        updated_at=fields.time_or_none("updated_at"),
    )


def event_from(content: bytes) -> Event:
    """Raises ChargilyUnusable."""
    fields = Fields.parse("event", content)
    kind = fields.text("type", TYPE)
    checkout_id = None
    if kind.startswith("checkout."):
        checkout_id = Fields("checkout of an event", fields.get("data")).text("id", ID)
    return Event(
        id=fields.text("id", ID),
        type=kind,
        livemode=fields.flag("livemode"),
        checkout_id=checkout_id,
        created_at=fields.time_or_none("created_at"),
    )


def balance_from(content: bytes) -> Balance:
    """Raises ChargilyUnusable."""
    fields = Fields.parse("balance", content)
    wallets = fields.get("wallets")
    if not isinstance(wallets, list):
        fields.fail("wallets")
    return Balance(
        livemode=fields.flag("livemode"),
        wallets=tuple(wallet_from(Fields("wallet", wallet)) for wallet in wallets),
    )


def wallet_from(fields: Fields) -> Wallet:
    return Wallet(
        currency=fields.text("currency", CURRENCY),
        balance=fields.number("balance"),
        ready_for_payout=fields.number("ready_for_payout"),
        on_hold=fields.number("on_hold"),
    )


class Fields:
    """An object that was received; null is as good as missing."""

    def __init__(self, what: str, data: object) -> None:
        self.what = what
        if not isinstance(data, dict):
            raise ChargilyUnusable(f"Chargily: the {what} is no object")
        self.data: Mapping[str, Any] = data

    @classmethod
    def parse(cls, what: str, content: bytes) -> Fields:
        try:
            data = json.loads(content, parse_constant=refuse_constant)
        except (ValueError, RecursionError):
            data = None
        return cls(what, data)

    def fail(self, name: str) -> NoReturn:
        raise ChargilyUnusable(f"Chargily: {name} of the {self.what} is unusable")

    def get(self, name: str) -> Any:
        return self.data.get(name)

    def text(self, name: str, pattern: re.Pattern[str]) -> str:
        value = self.get(name)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            self.fail(name)
        return value

    def text_or_none(self, name: str, pattern: re.Pattern[str]) -> str | None:
        return None if self.get(name) is None else self.text(name, pattern)

    def amount(self, name: str) -> int:
        value = self.get(name)
        if type(value) is not int or not 0 <= value < LARGEST_AMOUNT:
            self.fail(name)
        return value

    def flag(self, name: str) -> bool:
        """The documentation's webhook says "false" where the API says false."""
        value = self.get(name)
        if value in ("true", "false"):
            return bool(value == "true")
        if type(value) is not bool:
            self.fail(name)
        return value

    def number(self, name: str) -> Decimal:
        """The documentation's balance has numbers as texts among others."""
        value = self.get(name)
        if type(value) not in (int, float, str):
            self.fail(name)
        try:
            number = Decimal(str(value))
        except (InvalidOperation, ValueError):
            self.fail(name)
        if not number.is_finite() or abs(number) >= LARGEST_AMOUNT:
            self.fail(name)
        return number

    def number_or_none(self, name: str) -> Decimal | None:
        return None if self.get(name) is None else self.number(name)

    def mapping(self, name: str) -> dict[str, Any]:
        """Empty for null, and for PHP's empty array, which is a list."""
        value = self.get(name)
        if value is None or value == []:
            return {}
        if not isinstance(value, dict):
            self.fail(name)
        return value

    def time_or_none(self, name: str) -> datetime | None:
        value = self.get(name)
        if value is None:
            return None
        if type(value) is not int:
            self.fail(name)
        try:
            return datetime.fromtimestamp(value, UTC)
        except (OverflowError, OSError, ValueError):
            self.fail(name)


def refuse_constant(name: str) -> NoReturn:
    """NaN and Infinity are no JSON."""
    raise ValueError(name)
