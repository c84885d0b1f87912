"""The id that ties together what one request caused, here and in the tasks it queued."""

from __future__ import annotations

import re
from contextvars import ContextVar
from random import getrandbits
from typing import Any

from django.core.signals import request_finished
from django.dispatch import receiver

HEADER = "X-Request-ID"
# What a client sends ends up in every line of its request: short, one word, no dots, so
# that it can be neither a second line nor a token.
HARMLESS = re.compile(r"[A-Za-z0-9_-]{1,64}")

current: ContextVar[str | None] = ContextVar("request_id", default=None)


def choose(given: str | None) -> str:
    """The id a client or balancer sent, when it is harmless; else a new one."""
    if given and HARMLESS.fullmatch(given):
        return given
    return f"{getrandbits(128):032x}"


@receiver(request_finished)
def forget(**kwargs: Any) -> None:
    """What the thread does between two requests belongs to neither."""
    current.set(None)
