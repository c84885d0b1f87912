"""A backup that is made while the store sells is of one moment."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection
from PIL import Image

from core.backup import media
from core.backup.create import make_backup
from core.backup.media import file_storages
from core.backup.restore import check_archive, restore_backup
from store.models import Order, OrderItem, Product, ProductImage
from store.orders.checkout import place_order
from tests.builders import (
    make_cart,
    make_customer,
    make_order,
    make_product,
    picture,
)
from tests.core.backup.places import Place

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("disk"),
]

STOCK = 10_000
BACKUPS = 4
SECONDS_OF_LIFE = 3  # a file that came and went between two looks is in no backup


@contextmanager
def working(*jobs: Callable[[], None]) -> Iterator[None]:
    """The jobs again and again, each on a connection of its own, until the end."""
    stop, failures = Event(), []

    def repeat(job: Callable[[], None]) -> None:
        try:
            while not stop.is_set():
                job()
        except Exception as error:  # noqa: BLE001 - the test judges it
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=repeat, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=60)
    assert failures == []


def test_what_is_sold_and_what_is_left_add_up(place: Place, tmp_path: Path) -> None:
    # A dump that is no snapshot reads the lines, for a while, and then the stock.
    filler = make_order()
    line = filler.items.get()
    OrderItem.objects.bulk_create(copies(line, 20_000), batch_size=2000)
    goods = [make_product(inventory=STOCK) for _ in range(3)]
    customers = [make_customer() for _ in range(3)]

    def buy(customer: Any) -> None:
        with suppress(OperationalError):  # a deadlock's victim tries again
            cart = make_cart(*((product, 1) for product in goods))
            place_order(cart_id=cart.pk, customer=customer)

    counts = []
    with working(*(lambda c=c: buy(c) for c in customers)):
        for number in range(BACKUPS):
            wait_for_change(Order.objects.count)
            target = tmp_path / f"{number}.zip"
            manifest = make_backup(
                target=target, connection=connection, storages=file_storages()
            )
            counts.append(manifest.rows["store_orderitem"])

    assert counts == sorted(set(counts))  # it sold in between
    for number in range(BACKUPS):
        restore(tmp_path / f"{number}.zip", place)
        sold = dict(
            query(
                place,
                "SELECT product_id, SUM(quantity) FROM store_orderitem "
                f"WHERE order_id <> {filler.pk} GROUP BY 1",
            )
        )
        left = dict(query(place, "SELECT id, inventory FROM store_product"))
        assert {left[p.pk] + sold.get(p.pk, 0) for p in goods} == {STOCK}
        ((orders,),) = query(place, "SELECT COUNT(*) - 1 FROM store_order")
        assert {int(pieces) for pieces in sold.values()} <= {orders}


def wait_for_change(look: Callable[[], Any]) -> None:
    before, patience = look(), time.monotonic() + 30
    while look() == before:
        assert time.monotonic() < patience, "nothing happens"
        time.sleep(0.01)


def copies(line: OrderItem, count: int) -> Iterator[OrderItem]:
    """Lines of the same order; one at a time has each product."""
    values = {
        field.attname: getattr(line, field.attname)
        for field in OrderItem._meta.concrete_fields
        if not field.primary_key
    }
    return (OrderItem(**values) for _ in range(count))


@pytest.mark.parametrize("settle", [0.1, 60])
def test_every_image_has_its_file_while_images_come_and_go(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settle: float
) -> None:
    monkeypatch.setattr(media, "SECONDS_TO_SETTLE", settle)
    product = make_product()
    alive = deque((add_image(product), 0.0) for _ in range(60))

    def replace() -> None:
        alive.append((add_image(product), time.monotonic()))
        image, since = alive[0]
        if since < time.monotonic() - SECONDS_OF_LIFE:
            alive.popleft()
            image.delete()

    with working(replace):
        for number in range(BACKUPS):
            wait_for_change(lambda: ProductImage.objects.latest("pk").pk)
            make_backup(
                target=tmp_path / f"{number}.zip",
                connection=connection,
                storages=file_storages(),
            )

    shown = set()
    for number in range(BACKUPS):
        restore(tmp_path / f"{number}.zip", place)
        names = {
            name for (name,) in query(place, "SELECT image FROM store_productimage")
        }
        files = place.files()
        assert names - files.keys() == set()
        for name in names:
            Image.open(BytesIO(files[name])).load()
        shown.add(frozenset(names))
    assert len(shown) == BACKUPS  # they came and went in between


def add_image(product: Product) -> ProductImage:
    return ProductImage.objects.create(product=product, image=picture())


def restore(archive: Path, place: Place) -> None:
    check_archive(path=archive, connection=place.connection)
    restore_backup(path=archive, connection=place.connection, storages=place.storages)


def query(place: Place, sql: str) -> list[tuple]:
    with place.connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
