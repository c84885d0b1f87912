"""What a search answers is what looking at every product would find."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from store.models import Collection, Product, Vendor
from tests.store.discovery.stock import (
    fits,
    make_catalogue,
    matching,
    settle,
    stars_of,
)

# MariaDB's full-text index, which says what is right here, finds committed rows alone.
pytestmark = pytest.mark.django_db(transaction=True)

SEARCHES = ("", "mango", "red tea", "sma", "usb-c", "cafe basket", "nowhere")


def filters() -> list[dict[str, Any]]:
    """One of each kind, several values of one kind, and every pair of kinds."""
    shelves = list(Collection.objects.order_by("pk").values_list("pk", flat=True))
    shop = Vendor.objects.public().filter(is_open=True).first()
    single: list[dict[str, Any]] = [
        {"collection_id": shelves[0]},
        {"collection_id": shelves[:2]},
        {"vendor_id": shop.pk},
        {"genre": "crime"},
        {"format": "pdf"},
        {"language": "en"},
        {"in_stock": "true"},
        {"in_stock": "false"},
        {"unit_price__gt": "1.99"},
        {"unit_price__gte": "2.00", "unit_price__lt": "10.00"},
        {"unit_price__lte": "9.99"},
        {"rating__gte": "3"},
        {"rating__gte": "3.25"},
    ]
    pairs = [
        one | other
        for one, other in combinations(single, 2)
        if one.keys().isdisjoint(other)
    ]
    return [{}, *single, *pairs]


def ids(body: dict[str, Any]) -> list[int]:
    return [row["id"] for row in body["results"]]


def ask(anon: Any, **params: Any) -> dict[str, Any]:
    response = anon.get("/store/search/", params)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.mark.parametrize("folded", [True, False])
def test_every_search_with_every_filter(anon, folded):
    make_catalogue()
    settle(folded=folded)
    found_any = 0

    for words in SEARCHES:
        products = matching(words)
        for params in filters():
            expected = {product.pk for product in products if fits(product, params)}
            body = ask(anon, q=words, page_size=100, facets="", **params)
            assert set(ids(body)) == expected, (words, params)
            assert body["count"] == len(expected)
            assert len(ids(body)) == len(expected)
            found_any += len(expected)

    assert found_any > 1000


@pytest.mark.parametrize("folded", [True, False])
def test_choosing_a_value_of_a_facet_finds_what_it_counts(anon, folded):
    make_catalogue(count=40)
    settle(folded=folded)
    shelf = Collection.objects.order_by("pk").first()

    for params in (
        {},
        {"q": "mango"},
        {"q": "red", "collection_id": shelf.pk, "format": "pdf"},
        {"rating__gte": "2", "unit_price__gte": "1.00", "unit_price__lt": "10.00"},
        {"genre": "crime", "in_stock": "true"},
    ):
        facets = ask(anon, **params)["facets"]
        assert list(facets) == [
            "collection",
            "vendor",
            "genre",
            "price",
            "rating",
            "format",
        ]
        for choice, count in choices(facets):
            kept = {
                name: value
                for name, value in params.items()
                if name.split("__")[0] != next(iter(choice)).split("__")[0]
            }
            assert ask(anon, **kept, **choice)["count"] == count, (params, choice)
            assert count > 0


def choices(facets: dict[str, Any]) -> list[tuple[dict[str, Any], int]]:
    """The parameters that choose each value, and what is said to be left."""
    found = [
        *(({"collection_id": e["id"]}, e["count"]) for e in facets["collection"]),
        *(({"vendor_id": e["id"]}, e["count"]) for e in facets["vendor"]),
        *(({"genre": e["slug"]}, e["count"]) for e in facets["genre"]),
        *(({"rating__gte": e["from"]}, e["count"]) for e in facets["rating"]),
        *(({"format": e["value"]}, e["count"]) for e in facets["format"]),
        *(
            ({"unit_price__gte": e["from"], "unit_price__lt": e["to"]}, e["count"])
            for e in facets["price"]
        ),
    ]
    assert found
    return found


@pytest.mark.parametrize(
    ("ordering", "key"),
    [
        ("unit_price", lambda one: (one.unit_price, one.pk)),
        ("-unit_price", lambda one: (-one.unit_price, -one.pk)),
        ("newest", lambda one: -one.pk),
        (
            "rating",
            lambda one: (
                -stars_of(one),
                -(one.rating.count if hasattr(one, "rating") else 0),
                -one.pk,
            ),
        ),
    ],
)
def test_orders_and_pages(anon, ordering, key):
    make_catalogue()
    settle()
    for words in ("", "mango"):
        expected = [product.pk for product in sorted(matching(words), key=key)]
        found: list[int] = []
        page = 1
        while len(found) < len(expected):
            params = {"q": words, "ordering": ordering, "page": page, "page_size": 7}
            found += ids(ask(anon, **params))
            page += 1
        assert found == expected


@pytest.mark.parametrize("folded", [True, False])
def test_relevance_is_that_of_the_list_of_products(anon, folded):
    from store.search.matching import narrow, parse, rank

    make_catalogue()
    settle(folded=folded)
    for words in SEARCHES[1:]:
        query = parse(words)
        ranked = rank(narrow(Product.objects.public(), query), query)
        expected = list(ranked.values_list("pk", flat=True))
        assert ids(ask(anon, q=words, page_size=100)) == expected
