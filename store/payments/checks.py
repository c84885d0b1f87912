"""What `manage.py check` says of the settings of payments; no text holds the key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from store.payments.chargily_account import is_live, is_on

LOCAL = ("localhost", "127.0.0.1", "::1")
MALFORMED = Error(
    "CHARGILY_SECRET_KEY is no secret key of Chargily.",
    hint="It begins with test_sk_ or live_sk_. Leave it empty to take no such payments.",
    id="payments.E001",
)
LIVE_KEY = Error(
    "CHARGILY_SECRET_KEY is a live key, CHARGILY_API_URL the address of the test mode.",
    hint="The live address is https://pay.chargily.net/api/v2/",
    id="payments.E002",
)
TEST_KEY = Error(
    "CHARGILY_SECRET_KEY is a test key, CHARGILY_API_URL the address of the live mode.",
    hint="The test address is https://pay.chargily.net/test/api/v2/",
    id="payments.E003",
)
IN_CLEAR = Error(
    "CHARGILY_API_URL does not begin with https://, and the key would be sent readably.",
    id="payments.E004",
)

NO_TIME = Error(
    "CHARGILY_CONNECT_TIMEOUT and CHARGILY_READ_TIMEOUT are seconds, more than 0.",
    id="payments.E005",
)


@register
def check_chargily(**_: Any) -> Iterable[CheckMessage]:
    """The key and the address belong together, and the key is sent to nobody else."""
    if not settings.CHARGILY_SECRET_KEY:
        return []
    if not is_on():
        return [MALFORMED]
    if min(settings.CHARGILY_CONNECT_TIMEOUT, settings.CHARGILY_READ_TIMEOUT) <= 0:
        return [NO_TIME]
    try:
        address = urlsplit(settings.CHARGILY_API_URL)
        host = address.hostname or ""
    except ValueError:
        return [IN_CLEAR]
    if address.scheme != "https" and (address.scheme != "http" or host not in LOCAL):
        return [IN_CLEAR]
    tests = address.path.startswith("/test/")
    if is_live() and tests:
        return [LIVE_KEY]
    if not is_live() and not tests:
        return [TEST_KEY]
    return []
