"""Handing work to the background."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction

from store.signals import task_waits


def queue_after_commit(*, name: str, args: tuple[Any, ...] = ()) -> None:
    """Have a task run once this transaction is through; see `task_waits` for the promise."""
    send = partial(task_waits.send_robust, sender=None, name=name, args=args)
    transaction.on_commit(send)
