"""Products that are made at once have different codes."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Max

from store.catalog import codes
from store.models import Collection, Product, ProductCodeCounter
from tests.builders import make_collection
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
MAKERS = 8
EACH = 10


def make(shelf: Collection, title: str) -> Product:
    return Product.objects.create(
        title=title, slug="slug", unit_price=1, inventory=1, collection=shelf
    )


def make_several(shelf: Collection) -> None:
    for _ in range(EACH):
        make(shelf, "Nut")


def test_eight_makers_of_one_prefix_get_eighty_codes() -> None:
    shelf = make_collection("Citrus")

    results = together(*[partial(make_several, shelf)] * MAKERS)

    assert results == [None] * MAKERS
    made = Product.objects.order_by("code").values_list("code", flat=True)
    assert list(made) == [f"NCT{number:03}" for number in range(1, 81)]


def test_the_first_use_of_a_prefix_by_eight_at_once_is_no_error() -> None:
    shelf = make_collection("Citrus")
    for title in "ABCDEF":
        results = together(*[partial(make, shelf, title)] * MAKERS)
        assert sorted(str(getattr(one, "code", one)) for one in results) == [
            f"{title}CT00{number}" for number in range(1, 9)
        ]


def test_several_prefixes_in_other_orders_do_not_block_each_other() -> None:
    shelf = make_collection("Citrus")
    titles = "ABCDEFGH"

    def fill(turn: int) -> None:
        rows: list[Any] = [
            Product(title=t, slug="s", unit_price=1, inventory=1, collection=shelf)
            for t in titles[turn:] + titles[:turn]
        ]
        for _ in range(5):
            Product.objects.bulk_create(
                Product(**{n: getattr(r, n) for n in NAMES}) for r in rows
            )

    results = together(*(partial(fill, turn) for turn in range(MAKERS)))

    assert results == [None] * MAKERS
    codes_made = set(Product.objects.values_list("code", flat=True))
    assert codes_made == {
        f"{title}CT{number:03}" for title in titles for number in range(1, 41)
    }


def test_a_creation_that_is_undone_costs_nobody_else_anything() -> None:
    """Once there is a counter: MariaDB may break off who waits for one that is not made."""
    shelf = make_collection("Citrus")
    make(shelf, "Nut")

    def undo() -> None:
        for _ in range(EACH):
            with transaction.atomic():
                make(shelf, "Nut")
                transaction.set_rollback(True)

    results = together(*[undo, partial(make_several, shelf)] * (MAKERS // 2))

    assert results == [None] * MAKERS
    made = Product.objects.values("code").distinct().count()
    assert made == MAKERS // 2 * EACH + 1


@pytest.mark.mariadb
def test_without_the_guard_makers_take_the_same_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: look for the highest number there is, and add one."""

    def look(wanted: dict[str, int]) -> dict[str, int]:
        [prefix] = wanted
        used = Product.objects.filter(code__startswith=prefix)
        highest = used.aggregate(code=Max("code"))["code"]
        return {prefix: int(highest[3:]) + 1 if highest else 1}

    monkeypatch.setattr(codes, "take_numbers", look)
    shelf = make_collection("Citrus")

    results = together(*[partial(make_several, shelf)] * MAKERS)

    assert {type(result).__name__ for result in results} & {
        "IntegrityError",
        "OperationalError",
    }
    assert not ProductCodeCounter.objects.exists()


NAMES = ("title", "slug", "unit_price", "inventory", "collection")
