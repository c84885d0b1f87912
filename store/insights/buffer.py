"""A waiting room between requests and the database, with one thread that empties it.

A request adds to a dict in memory, which takes microseconds, and asks no database and no
broker: it is as fast, and as safe, with both of them away. The price is what waits in the
memory of a process that is killed, a second's worth.
"""

from __future__ import annotations

import atexit
import logging
import os
import time
from collections.abc import Callable, Mapping
from threading import Event, Lock, Thread

from django.conf import settings
from django.db import connections

from store.insights.seen import Key, Seen

logger = logging.getLogger(__name__)

Batch = Mapping[Key, Seen]
# More than a busy process gathers while its database restarts; some 10 MB.
MOST_WAITING = 10_000
PAUSE = 1.0  # seconds in which the same thing seen again is one write
PAUSE_AFTER_FAILURE = 5.0


class Buffer:
    """Gathers what was seen and hands it to `write`, which returns what must wait."""

    def __init__(self, write: Callable[[Batch], Batch]) -> None:
        self.write = write
        self.forget()
        os.register_at_fork(after_in_child=self.forget)

    def forget(self) -> None:
        """Start empty. In a child of a fork it is the parent's to write what waits."""
        self.waiting: dict[Key, Seen] = {}
        self.dropped = 0
        self.changing = Lock()
        self.writing = Lock()
        self.filled = Event()
        self.thread: Thread | None = None

    def add(self, key: Key, seen: Seen) -> None:
        """Never waits for anything but another `add`. What finds no room is dropped."""
        with self.changing:
            self.put(key, seen)
            if settings.STORE_HISTORY_IN_BACKGROUND and self.thread is None:
                self.start()
        self.filled.set()

    def put(self, key: Key, seen: Seen) -> None:
        there = self.waiting.get(key)
        if there is None and len(self.waiting) >= MOST_WAITING:
            self.dropped += 1
        else:
            self.waiting[key] = seen.merge(there)

    def start(self) -> None:
        """Only now: a process that serves no reads needs no thread, a forked one its own."""
        thread = Thread(target=self.run, name="history", daemon=True)
        thread.start()
        self.thread = thread
        atexit.register(self.finish)

    def run(self) -> None:
        while True:
            self.filled.wait()
            time.sleep(PAUSE)
            self.filled.clear()
            if not self.flush_and_disconnect():
                self.filled.set()
                time.sleep(PAUSE_AFTER_FAILURE)

    def finish(self) -> None:
        """What waits when the process ends is written on the way out."""
        self.flush_and_disconnect()

    def flush_and_disconnect(self) -> bool:
        """Write what waits, and keep no connection for the time in which nothing does."""
        try:
            return self.flush()
        except Exception:
            logger.exception("What was seen could not be written down")
            return True
        finally:
            connections.close_all()

    def flush(self) -> bool:
        """Write what waits, in this thread. Returns whether nothing had to be put back."""
        with self.writing:
            with self.changing:
                batch, self.waiting = self.waiting, {}
                dropped, self.dropped = self.dropped, 0
            if dropped:
                logger.warning("No room: %s views and searches were dropped", dropped)
            left = self.write(batch) if batch else {}
            with self.changing:
                for key, seen in left.items():
                    self.put(key, seen)
        return not left
