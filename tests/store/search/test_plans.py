"""How MariaDB finds what is searched: by the full-text index, never row by row."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from store.catalog.services import words_forgotten
from store.models import Product
from store.search import substrings
from store.search.matching import narrow, parse, rank
from store.search.substrings import narrow_to_texts
from tests.builders import make_collection

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("query", ["mango", "usb-c mango", "c++ 手"])
def test_products_are_reached_by_the_index(query: str, monkeypatch: Any) -> None:
    shelf = make_collection()
    texts = ["mango usb-c c++ 手", *(f"peach {number}" for number in range(150))]
    Product.objects.bulk_create(
        Product(title=text, slug="x", unit_price=1, inventory=1, collection=shelf)
        for text in texts
    )
    monkeypatch.setattr(substrings, "FEWEST_PRODUCTS", 1)
    words_forgotten()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE TABLE store_product, store_searchdocument")
        cursor.fetchall()
    products: Any = Product.objects.public()
    words = parse(query)

    for rows in (
        narrow(products, words),
        rank(narrow(products, words), words),
        narrow_to_texts(products, query.split()),
    ):
        plan = [line.split() for line in rows.explain().splitlines()]
        kinds = {columns[2]: columns[3] for columns in plan}
        assert kinds["store_searchdocument"] == "fulltext"
        assert kinds["store_product"] == "eq_ref"
