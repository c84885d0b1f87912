"""A transaction that a busy database refused is tried again."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial, wraps
from random import SystemRandom
from typing import ParamSpec, TypeVar

from django.db import OperationalError, transaction

P = ParamSpec("P")
R = TypeVar("R")

RETRIES = 3
# Seconds. The proxy has given up by then, and who waited may have sent the request again.
LONGEST = 60.0
LOCK_TIMEOUT, DEADLOCK = 1205, 1213  # of MariaDB and MySQL


def retried(function: Callable[P, R]) -> Callable[P, R]:
    """`transaction.atomic`, up to three times more after a deadlock or a lock timeout.

    Inside an open transaction it is `atomic` alone: a deadlock has undone that one too,
    and only who opened it can begin anew. The function is called with the same arguments
    again, so it changes none of them. Raises the last OperationalError.
    """
    in_transaction = transaction.atomic(function)

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if transaction.get_connection().in_atomic_block:
            return in_transaction(*args, **kwargs)
        start = time.monotonic()
        for attempt in range(1, RETRIES + 2):
            committed: list[bool] = []
            try:
                with transaction.atomic():
                    transaction.on_commit(partial(committed.append, True))
                    return function(*args, **kwargs)
            except OperationalError as error:
                late = attempt > RETRIES or time.monotonic() - start > LONGEST
                # What runs after the commit may fail as well, and is not to be done twice.
                if committed or late or not is_passing(error):
                    raise
            time.sleep(pause_after(attempt))
        raise AssertionError("the last attempt returns or raises")

    return run


def is_passing(error: OperationalError) -> bool:
    """Whether the same may succeed in a moment."""
    code = error.args[0] if error.args else None
    return code in {LOCK_TIMEOUT, DEADLOCK} or "database is locked" in str(error)


def pause_after(attempt: int) -> float:
    """Seconds, drawn so that two that met do not meet again."""
    return SystemRandom().uniform(0.02, 0.1) * attempt
