"""Which account of Chargily the settings name."""

from __future__ import annotations

import re

from django.conf import settings

from store.payments.chargily_errors import ChargilyOff

# Nothing that can't stand in a header; what is none of these is not sent anywhere.
KEY = re.compile(r"(test|live)_sk_[!-~]{8,200}")


def is_on() -> bool:
    """Whether orders may be paid by Chargily: the settings hold a key."""
    return KEY.fullmatch(settings.CHARGILY_SECRET_KEY) is not None


def is_live() -> bool:
    """Whether the key moves real money, as opposed to the test mode's."""
    return is_on() and settings.CHARGILY_SECRET_KEY.startswith("live_")


def secret_key() -> str:
    """The API's secret key. Raises ChargilyOff."""
    if not is_on():
        raise ChargilyOff("CHARGILY_SECRET_KEY holds no key of Chargily")
    return settings.CHARGILY_SECRET_KEY


def hide_key(text: str) -> str:
    """The text without the key, wherever it came from."""
    key = settings.CHARGILY_SECRET_KEY
    return text.replace(key, "[redacted]") if key else text


def address_of(path: str) -> str:
    return f"{settings.CHARGILY_API_URL.rstrip('/')}/{path}"
