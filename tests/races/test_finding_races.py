"""Products written, folded in and searched at once: a search is never behind. With controls."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db.models import QuerySet
from rest_framework.test import APIClient

from store.discovery import folding, rewriting
from store.discovery.folding import fold_changes
from store.discovery.models import ChangedProduct, SearchBlock
from store.models import Collection, Product, Vendor
from tests.builders import make_product, make_vendor
from tests.races.together import together
from tests.store.discovery.stock import settle

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.mariadb]
TURNS = 15


def errors(results: list[Any]) -> list[Any]:
    return [result for result in results if isinstance(result, Exception)]


def counted(**params: Any) -> int:
    return APIClient().get("/store/search/", {"facets": "", **params}).json()["count"]


def reprice(product: Product) -> None:
    """Another price each time, and each is found as soon as it is written."""
    for turn in range(TURNS):
        price = Decimal(100 + turn)
        Product.objects.filter(pk=product.pk).update(unit_price=price)
        found = counted(
            vendor_id=product.vendor_id, unit_price__gte=price, unit_price__lte=price
        )
        assert found == 1, price


def fold_on() -> None:
    for _ in range(TURNS):
        fold_changes()


def test_a_price_is_found_at_once_while_three_fold_and_four_write() -> None:
    products = [make_product(vendor=make_vendor()) for _ in range(4)]
    settle()

    results = together(
        *(partial(reprice, product) for product in products), *[fold_on] * 3
    )

    assert errors(results) == []
    settle()
    assert not ChangedProduct.objects.exists()
    for product in products:
        price = 100 + TURNS - 1
        assert counted(vendor_id=product.vendor_id, unit_price__gte=price) == 1


def write_while_folding(monkeypatch: pytest.MonkeyPatch, product: Product) -> None:
    """The price changes after a fold has read the product and before it takes the mark off."""
    has_read, has_written = Event(), Event()
    read = folding.facts_of_keys

    def read_slowly(keys: list[int]) -> Any:
        facts = read(keys)
        has_read.set()
        has_written.wait(timeout=10)
        return facts

    def write() -> None:
        has_read.wait(timeout=10)
        Product.objects.filter(pk=product.pk).update(unit_price=20)
        has_written.set()

    Product.objects.filter(pk=product.pk).update(unit_price=10)
    monkeypatch.setattr(folding, "facts_of_keys", read_slowly)
    assert errors(together(fold_changes, write)) == []


def test_what_changes_while_it_is_folded_in_stays_marked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    product = make_product()
    settle()

    write_while_folding(monkeypatch, product)

    assert counted(unit_price__gte=20) == 1


def test_control_whoever_takes_every_mark_off_loses_a_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    product = make_product()
    settle()

    def forget_all(marks: dict[int, str]) -> None:
        ChangedProduct.objects.filter(pk__in=marks).delete()

    monkeypatch.setattr(folding, "forget_marks", forget_all)
    write_while_folding(monkeypatch, product)

    assert counted(unit_price__gte=20) == 0


def fold_two_at_once(
    monkeypatch: pytest.MonkeyPatch, replace: Any = folding.replace
) -> None:
    """Two fold different products into one block, both of them having read it."""
    products = [make_product(unit_price=1) for _ in range(2)]
    settle()
    both_have_read = Event()
    readers: list[int] = []
    read = folding.facts_of_keys

    def read_together(keys: list[int]) -> Any:
        readers.append(1)
        if len(readers) >= 2:
            both_have_read.set()
        both_have_read.wait(timeout=10)
        return read(keys)

    # Past what marks them: nobody reads them as they are.
    keys = [product.pk for product in products]
    QuerySet(Product).filter(pk__in=keys).update(unit_price=50)
    number = products[0].pk >> 13
    monkeypatch.setattr(folding, "replace", replace)
    monkeypatch.setattr(folding, "facts_of_keys", read_together)
    calls = [partial(folding.fold_facts, number, [one.pk]) for one in products]
    assert together(*calls) == [True, True]


def test_two_who_fold_into_one_block_lose_nothing_of_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fold_two_at_once(monkeypatch)

    assert counted(unit_price__gte=50) == 2


def test_control_whoever_writes_what_it_read_loses_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def overwrite(*, number: int, kept: str, make: Callable[[bytes], bytes]) -> bool:
        rows = SearchBlock.objects.filter(number=number, kept=kept)
        data = make(bytes(rows.get().data))
        return bool(rows.update(version=folding.mark(), data=data))

    fold_two_at_once(monkeypatch, overwrite)

    assert counted(unit_price__gte=50) == 1


def test_two_who_write_one_document_leave_what_is_true_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop = make_vendor(shop_name="Oldname")
    product = make_product(vendor=shop)
    settle()

    for turn in range(5):
        name = f"Name{'abcde'[turn]}"
        results = together(
            partial(rename, shop.pk, name),
            partial(rename_shelf, product.collection_id, f"Shelf{'abcde'[turn]}"),
            rewriting.rewrite_stale,
            rewriting.rewrite_stale,
        )
        assert errors(results) == []
        settle()
        assert counted(q=f"{name} Shelf{'abcde'[turn]}") == 1


def rename(pk: int, name: str) -> None:
    shop = Vendor.objects.get(pk=pk)
    shop.shop_name = name
    shop.save()


def rename_shelf(pk: int, title: str) -> None:
    shelf = Collection.objects.get(pk=pk)
    shelf.title = title
    shelf.save()
