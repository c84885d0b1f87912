"""Wherever titles and descriptions are written, their words are as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import serializers
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from store.catalog.services import write_columns
from store.models import Product, SearchDocument
from store.search.matching import narrow, parse
from tests.builders import make_product

pytestmark = pytest.mark.django_db(transaction=True)


def finds(word: str) -> set[int]:
    products: Any = Product.objects.all()
    return set(narrow(products, parse(word)).values_list("pk", flat=True))


def by_save(product: Product) -> None:
    product.title = "Peach"
    product.save()


def by_saving_the_column(product: Product) -> None:
    product.title = "Peach"
    product.save(update_fields=["title"])


def by_update(product: Product) -> None:
    Product.objects.filter(title="Mango").update(title="Peach")


def by_bulk_update(product: Product) -> None:
    product.title = "Peach"
    Product.objects.bulk_update([product], ["title"])


def by_import(product: Product) -> None:
    assert product.vendor
    write_columns(vendor=product.vendor, changes={product.pk: {"title": "Peach"}})


@pytest.mark.parametrize(
    "write", [by_save, by_saving_the_column, by_update, by_bulk_update, by_import]
)
def test_a_new_title_is_found_and_the_old_one_is_not(
    write: Callable[[Product], None], veras_shop: Any
) -> None:
    product = make_product("Mango", vendor=veras_shop, description="Sweet")
    assert finds("mango sweet") == {product.pk}

    write(product)

    assert finds("mango") == set()
    assert finds("peach sweet") == {product.pk}


def test_products_made_at_once_are_found() -> None:
    shelf = make_product("Mango").collection
    rows = [
        Product(title=t, slug="x", unit_price=1, inventory=1, collection=shelf)
        for t in ("Peach", "Plum")
    ]
    Product.objects.bulk_create(rows)

    assert len(finds("peach")) == len(finds("plum")) == 1


def test_what_is_undone_is_not_found() -> None:
    product = make_product("Mango")
    with transaction.atomic():
        by_save(product)
        transaction.set_rollback(True)

    assert finds("mango") == {product.pk}
    assert finds("peach") == set()


def test_a_deleted_product_leaves_no_words() -> None:
    make_product("Mango").delete()
    last = make_product("Plum").pk
    Product.objects.all().delete()

    assert not SearchDocument.objects.exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM store_searchindex WHERE rowid = %s", [last])
            assert cursor.fetchone() is None


def test_stock_is_written_without_the_words() -> None:
    product = make_product("Mango")
    product.inventory = 3

    with CaptureQueriesContext(connection) as statements:
        Product.objects.filter(pk=product.pk).update(inventory=4)
        product.save(update_fields=["inventory"])

    assert not [one for one in statements if "store_searchdocument" in one["sql"]]


def test_loaded_documents_are_found() -> None:
    product = make_product("Mango")
    dump = serializers.serialize("json", SearchDocument.objects.all())
    Product.objects.all()._raw_delete("default")
    SearchDocument.objects.all().delete()
    product.pk = product.pk + 1_000
    Product.objects.bulk_create([product])
    SearchDocument.objects.all().delete()

    for row in serializers.deserialize("json", dump):
        row.object.pk = product.pk
        row.save()

    assert finds("mango") == {product.pk}
