"""Nothing is lost: not without a broker, not when a task is killed, not after an upgrade."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from store.discovery import rewriting
from store.discovery.choices import Source
from store.discovery.folding import build_oldest, fold_changes, missing
from store.discovery.tasks import clear_up, keep_up
from store.models import (
    Author,
    ChangedProduct,
    NameWord,
    Product,
    SearchBlock,
    SearchDocument,
    StaleText,
)
from tests.builders import make_collection, make_product, make_vendor
from tests.store.discovery.stock import make_book, settle

pytestmark = pytest.mark.django_db


def find(client: Any, words: str = "") -> list[int]:
    body = client.get("/store/search/", {"q": words, "page_size": 100}).json()
    return sorted(row["id"] for row in body["results"])


def counted(client: Any, **params: Any) -> int:
    return client.get("/store/search/", params).json()["count"]


def insert(count: int, title: str = "Mango", **fields: Any) -> list[int]:
    """Past everything that listens, as code of an older release does."""
    shelf = make_collection("Fruit")
    rows = [
        Product(
            title=f"{title} {n}",
            slug=f"row-{n}",
            code=f"R{n}",
            unit_price=5,
            inventory=1,
            collection=shelf,
            **fields,
        )
        for n in range(count)
    ]
    QuerySet(Product).bulk_create(rows)
    codes = [row.code for row in rows]
    return sorted(Product.objects.filter(code__in=codes).values_list("pk", flat=True))


def test_the_command_writes_everything(anon):
    keys = insert(3)
    assert find(anon) == find(anon, "mango") == []

    output = StringIO()
    call_command("rebuild_search", stdout=output)

    assert "Documents written: 3." in output.getvalue()
    assert find(anon) == find(anon, "mango") == find(anon, "fruit") == keys
    assert not missing()
    assert not ChangedProduct.objects.exists()


def test_the_command_again_writes_what_is_missing(anon):
    keys = insert(2)
    call_command("rebuild_search", verbosity=0)
    more = insert_more()
    versions = set(SearchBlock.objects.values_list("version"))

    assert rewriting.rebuild(only_missing=True) == 1
    assert find(anon, "basket") == [more]
    assert rewriting.rebuild(only_missing=True) == 0
    assert set(SearchBlock.objects.values_list("version")) != versions
    assert find(anon, "mango") == keys


def insert_more() -> int:
    [row] = QuerySet(Product).bulk_create(
        [
            Product(
                title="Basket",
                slug="basket",
                code="B1",
                unit_price=5,
                inventory=1,
                collection=make_collection(),
            )
        ]
    )
    return Product.objects.get(code=row.code).pk


def test_the_command_goes_on_where_it_was_stopped(anon, monkeypatch):
    keys = insert(4)
    monkeypatch.setattr(rewriting, "WRITTEN_AT_ONCE", 2)
    write = rewriting.write_texts

    def write_once(*, product_ids: list[int]) -> int:
        monkeypatch.setattr(rewriting, "write_texts", stop)
        return write(product_ids=product_ids)

    def stop(**kwargs: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(rewriting, "write_texts", write_once)
    with pytest.raises(KeyboardInterrupt):
        rewriting.rebuild(only_missing=True)
    monkeypatch.setattr(rewriting, "write_texts", write)

    assert rewriting.rebuild(only_missing=True) == 2
    assert find(anon, "mango") == keys


def test_the_periodic_task_builds_what_an_upgrade_left_unbuilt(anon):
    keys = insert(2)

    keep_up()

    assert find(anon, "fruit") == keys


def test_rows_written_past_the_stores_own_code_are_found_in_the_end(anon):
    product = make_product(unit_price=10)
    settle()
    QuerySet(Product).filter(pk=product.pk).update(unit_price=20)
    assert counted(anon, unit_price__gte=20) == 0

    for _ in range(2):  # its facts, and its words
        assert build_oldest(before=timezone.now())

    assert counted(anon, unit_price__gte=20) == 1


def test_names_and_orphans_are_cleared_up():
    QuerySet(Author).bulk_create([Author(name="Jane Austen")])
    SearchDocument.objects.create(product_id=999, title="zzgone")

    assert clear_up() == 2

    assert NameWord.objects.filter(source=Source.AUTHOR).count() == 2
    assert not SearchDocument.objects.filter(pk=999).exists()
    assert clear_up() == 0


def test_a_lost_broker_loses_nothing(anon, monkeypatch):
    """Nobody hears that something waits; the rows say it."""
    shop = make_vendor(shop_name="Oldname")
    product = make_product(vendor=shop)
    settle()

    shop.shop_name = "Newname"
    shop.save()
    assert find(anon, "newname") == []

    keep_up()
    assert find(anon, "newname") == [product.pk]
    assert not StaleText.objects.exists()


def test_a_wide_change_goes_on_where_it_was_killed(anon, monkeypatch):
    shop = make_vendor(shop_name="Oldname")
    keys = [make_product(vendor=shop).pk for _ in range(5)]
    settle()
    shop.shop_name = "Newname"
    shop.save()
    monkeypatch.setattr(rewriting, "WRITTEN_AT_ONCE", 2)
    written: list[int] = []
    write = rewriting.write_texts

    def write_and_die(*, product_ids: list[int]) -> int:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.extend(product_ids)
        return write(product_ids=product_ids)

    monkeypatch.setattr(rewriting, "write_texts", write_and_die)
    with pytest.raises(KeyboardInterrupt):
        rewriting.rewrite_stale()
    assert StaleText.objects.get().last_id == keys[1]
    monkeypatch.setattr(rewriting, "write_texts", write)

    assert rewriting.rewrite_stale() == 3
    assert find(anon, "newname") == keys


def test_what_is_renamed_again_meanwhile_is_written_again(anon, monkeypatch):
    shop = make_vendor(shop_name="Oldname")
    product = make_product(vendor=shop)
    settle()
    write = rewriting.write_texts

    def write_and_rename(*, product_ids: list[int]) -> int:
        done = write(product_ids=product_ids)
        monkeypatch.setattr(rewriting, "write_texts", write)
        shop.shop_name = "Lastname"
        shop.save()
        return done

    monkeypatch.setattr(rewriting, "write_texts", write_and_rename)
    shop.shop_name = "Newname"
    shop.save()

    rewriting.rewrite_stale()
    assert StaleText.objects.exists()
    rewriting.rewrite_stale()

    assert find(anon, "lastname") == [product.pk]
    assert find(anon, "newname") == []
    assert not StaleText.objects.exists()


def test_a_mark_that_is_newer_than_what_was_read_stays():
    product = make_product()
    settle()
    product.save()
    marks = dict(ChangedProduct.objects.values_list("pk", "mark"))
    product.save()

    from store.discovery.folding import forget_marks

    forget_marks(marks)

    assert ChangedProduct.objects.filter(pk=product.pk).exists()


def test_folding_and_rewriting_cost_no_more_with_more(monkeypatch):
    def cost(count: int) -> tuple[int, int]:
        for number in range(count):
            make_book(f"Book {number}", authors=["Ann"], genres=["Crime"])
        with CaptureQueriesContext(connection) as rewritten:
            rewriting.rewrite_stale()
        with CaptureQueriesContext(connection) as folded:
            fold_changes()
        return len(folded), len(rewritten)

    settle()
    cost(1)
    few, many = cost(2), cost(6)

    assert few == many
