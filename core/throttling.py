"""How often one address, and one account, may try.

DRF's own throttles read a list and write it back, so that guesses sent at once count as
one; these count in the cache, atomically, for all processes together. If the cache is
lost each process counts for itself until it is back.
"""

from __future__ import annotations

import time
import unicodedata
from hashlib import sha256
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

ACCOUNT_FIELDS = ("username", "email")
own_cache = LocMemCache("throttling", {"OPTIONS": {"MAX_ENTRIES": 100_000}})


class Limit(BaseThrottle):
    """At most so many requests in a window, by the rate of `<scope>:<kind>`."""

    def __init__(self, scope: str, kind: str) -> None:
        self.name = f"{scope}:{kind}"
        self.kind = kind
        self.keys: list[str] = []
        rate = api_settings.DEFAULT_THROTTLE_RATES[self.name]
        self.most, self.seconds = parse_rate(str(rate))

    def allow_request(
        self, request: Request | HttpRequest, view: APIView | None = None
    ) -> bool:
        return self.allow(whose(request, self.kind))

    def allow(self, idents: list[str]) -> bool:
        """Count one more of each of them."""
        self.now = time.time()
        self.keys = [self.key_of(ident) for ident in idents]
        numbers = [count(key, self.seconds) for key in self.keys]
        return max(numbers, default=0) <= self.most

    def key_of(self, ident: str) -> str:
        window = int(self.now // self.seconds)
        digest = sha256(ident.encode(errors="replace")).hexdigest()[:32]
        return f"limit:{self.name}:{digest}:{window}"

    def wait(self) -> float:
        return self.seconds - self.now % self.seconds

    def give_back(self) -> None:
        """What was no guess does not count."""
        for key in self.keys:
            for counters in (cache, own_cache):
                try:
                    counters.decr(key)
                except (ValueError, TypeError):  # not counted there
                    continue


def parse_rate(rate: str) -> tuple[int, int]:
    """`10/h` as (10, 3600), as DRF writes rates."""
    most, period = rate.split("/")
    return int(most), {"s": 1, "m": 60, "h": 3600, "d": 86400}[period[0]]


def count(key: str, seconds: int) -> int:
    """How many there were in the window, this one included."""
    for counters in (cache, own_cache):
        counters.add(key, 0, seconds + 60)
        try:
            number = counters.incr(key)
        except ValueError:  # lost between the two lines
            number = None
        if number is not None:
            return number
    return 0


def whose(request: Request | HttpRequest, kind: str) -> list[str]:
    """Who is counted. Of accounts each that is concerned: the one signed in guesses, maybe
    at another, and a body may name a decoy beside the one it is about.
    """
    if kind == "address":
        return [*filter(None, [client_address(request)])]
    pk = getattr(request.user, "pk", None)
    signed_in = [] if pk is None else [f"user {pk}"]
    return [*signed_in, *(f"named {name}" for name in named_accounts(request))]


def named_accounts(request: Request | HttpRequest) -> list[str]:
    """The accounts a body names, whether or not there are such."""
    data = request.data if isinstance(request, Request) else request.POST
    values = (
        [data.get(field) for field in ACCOUNT_FIELDS] if hasattr(data, "get") else []
    )
    return [*filter(None, dict.fromkeys(fold(str(value)) for value in values if value))]


def fold(name: str) -> str:
    """Further than any database's collation compares: no spelling earns a fresh count."""
    letters = unicodedata.normalize("NFKD", name.strip()[:500]).casefold()
    return "".join(one for one in letters if not unicodedata.combining(one)).strip()


def client_address(request: Request | HttpRequest) -> str:
    """Who asks: the peer, or whom a proxy of ours names. Networks for IPv6: a /64 is one."""
    peer = request.META.get("REMOTE_ADDR", "")
    named = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    text = named if named and is_own_proxy(peer) else peer
    try:
        address = ip_address(text)
    except ValueError:
        return text[:64]
    if address.version == 6 and address.ipv4_mapped is None:
        return str(int(address) >> 64)
    return str(getattr(address, "ipv4_mapped", None) or address)


def is_own_proxy(peer: str) -> bool:
    """Whether its `X-Forwarded-For` counts. A Unix socket has no address and is ours."""
    trusted = settings.FORWARDED_ALLOW_IPS
    return not peer or peer in trusted or "*" in trusted


def limits_of(*scopes: str) -> list[Limit]:
    return [
        Limit(scope, kind)
        for scope in scopes
        for kind in ("address", "account")
        if f"{scope}:{kind}" in api_settings.DEFAULT_THROTTLE_RATES
    ]


class LimitsGuesses(APIView):
    """A view that counts requests by `limits`; where guessing is the danger, failures.

    Counted before the work and given back after a success: guesses sent at once are all
    counted.
    """

    limits: tuple[str, ...] = ()
    # Scopes in which every request counts, since succeeding is the nuisance.
    COUNTED = frozenset({"sign-up", "mail", "export"})

    def get_limits(self) -> tuple[str, ...]:
        return self.limits

    def get_throttles(self) -> list[Any]:
        self.counted = limits_of(*self.get_limits())
        return self.counted

    def finalize_response(
        self, request: Any, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code < 400:
            for limit in getattr(self, "counted", ()):
                if limit.name.partition(":")[0] not in self.COUNTED:
                    limit.give_back()
        return response
