"""A command that is told to stop ends as it does on Ctrl-C: it tidies up and says so."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import Any


def stop(number: int, frame: Any) -> None:
    sys.exit(128 + number)


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
