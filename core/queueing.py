"""Handing work to a worker."""

from __future__ import annotations

import logging
import time
from typing import Any

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

# After a failure the broker is left alone this long (seconds): each attempt costs the
# request that makes it up to a connection time-out.
PAUSE = 5.0
_broken_until = 0.0


def queue_task(name: str, *args: Any) -> bool:
    """Queue a task by name. Returns whether the broker took it; never raises for a lost one.

    Only for work that a periodic task finds and does as well, so that nothing is lost.
    """
    global _broken_until
    if time.monotonic() < _broken_until:
        return False
    try:
        current_app.tasks[name].apply_async(args)
    except OperationalError as error:
        _broken_until = time.monotonic() + PAUSE
        logger.warning("The broker is lost, %s waits: %s", name, type(error).__name__)
        return False
    return True
