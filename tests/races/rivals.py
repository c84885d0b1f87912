"""Somebody who wants two rows in the other order: a real deadlock, which we lose."""

from __future__ import annotations

from threading import Event, Thread
from typing import Any

from django.db import connection, transaction

from store.models import Collection, Product
from tests.builders import make_collection

# InnoDB breaks off the transaction that has written less.
WRITES = 300


class Rivals:
    """A receiver of `order_placed`, which meets a rival in each of the first `times`."""

    def __init__(self, product: Product, *, times: int) -> None:
        self.product = product
        self.times = times
        self.met = 0
        self.wanted = make_collection("Wanted")
        self.threads: list[Thread] = []

    def __call__(self, **kwargs: Any) -> None:
        """Called with the product locked."""
        if self.met == self.times:
            return
        self.met += 1
        holds = HoldsAndWants(self.wanted.pk, self.product.pk)
        self.threads.append(holds)
        holds.start()
        holds.held.wait(timeout=20)
        Collection.objects.select_for_update().get(pk=self.wanted.pk)

    def join(self) -> None:
        for thread in self.threads:
            thread.join(timeout=60)


class HoldsAndWants(Thread):
    def __init__(self, held: int, wanted: int) -> None:
        super().__init__(daemon=True)
        self.pks = held, wanted
        self.held = Event()

    def run(self) -> None:
        held, wanted = self.pks
        try:
            with transaction.atomic():
                Collection.objects.bulk_create(
                    Collection(title="Weight") for _ in range(WRITES)
                )
                Collection.objects.select_for_update().get(pk=held)
                self.held.set()
                Product.objects.select_for_update().get(pk=wanted)
                transaction.set_rollback(True)
        finally:
            connection.close()
