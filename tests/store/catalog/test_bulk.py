"""`vendors/{id}/products/bulk/`: prices, stock and publication, all or none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from store.catalog.models import MAX_INVENTORY
from store.models import Product
from tests.architecture.world import everything
from tests.builders import make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client_of, vera, veras_shop):
    def post(items: Any, user: Any = vera) -> Any:
        url = f"/store/vendors/{veras_shop.pk}/products/bulk/"
        return client_of(user).post(url, {"items": items}, format="json")

    return post


def state(*products: Product) -> list[tuple[Any, ...]]:
    rows = Product.objects.in_bulk([product.pk for product in products])
    return [
        (row.unit_price, row.inventory, row.is_published)
        for row in (rows[product.pk] for product in products)
    ]


def test_each_item_writes_what_it_names_and_nothing_else(send, veras_shop):
    one, two, three, other = (make_product(vendor=veras_shop) for _ in range(4))
    before = Product.objects.get(pk=one.pk).last_update

    response = send(
        [
            {"id": three.pk, "is_published": False},
            {"id": one.pk, "unit_price": "4.55", "inventory": 0},
            {"id": two.pk, "unit_price": 12.5},
        ]
    )

    assert (response.status_code, response.json()) == (200, {"changed": 3})
    assert state(one, two, three, other) == [
        (Decimal("4.55"), 0, True),
        (Decimal("12.50"), 100, True),
        (Decimal("10.00"), 100, False),
        (Decimal("10.00"), 100, True),
    ]
    assert Product.objects.get(pk=one.pk).last_update > before


def test_the_catalogue_shows_it_at_once(send, anon, veras_shop):
    shown, hidden = (make_product(vendor=veras_shop) for _ in range(2))

    send(
        [
            {"id": shown.pk, "unit_price": "3.00"},
            {"id": hidden.pk, "is_published": False},
        ]
    )

    (row,) = anon.get("/store/products/").json()["results"]
    assert (row["id"], row["unit_price"]) == (shown.pk, 3.0)
    assert anon.get(f"/store/products/{hidden.pk}/").status_code == 404


def test_a_foreign_id_is_named_and_nothing_is_changed(send, veras_shop, ottos_shop):
    own = make_product(vendor=veras_shop)
    foreign = make_product("Secret", vendor=ottos_shop)
    stores = make_product("Secret too")
    before = everything()

    items = [{"id": pk, "inventory": 1} for pk in (stores.pk, own.pk, foreign.pk, 9999)]
    response = send(items)

    assert response.status_code == 400
    body = response.json()
    assert body["code"] == "unknown_products"
    assert body["ids"] == sorted([stores.pk, foreign.pk, 9999])
    assert body["items"]
    assert "Secret" not in response.content.decode()
    assert everything() == before


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"inventory": -1},
        {"inventory": MAX_INVENTORY + 1},
        {"inventory": "many"},
        {"inventory": None},
        {"unit_price": "0.99"},
        {"unit_price": "1.001"},
        {"unit_price": "100000000.00"},
        {"unit_price": "NaN"},
        {"is_published": "perhaps"},
        {"title": "Not in bulk"},
        {"id": 0, "inventory": 1},
        {"id": 2**63, "inventory": 1},
        {"id": None, "inventory": 1},
    ],
    ids=str,
)
def test_one_bad_item_spoils_the_lot(send, veras_shop, change):
    good, bad = (make_product(vendor=veras_shop) for _ in range(2))
    before = everything()

    response = send([{"id": good.pk, "inventory": 1}, {"id": bad.pk, **change}])

    assert response.status_code == 400
    assert response.json()["items"]
    assert everything() == before


@pytest.mark.parametrize("items", [[], None, "x", {}, [1], [[]], [None]], ids=str)
def test_what_is_no_list_of_items_is_a_400(send, veras_shop, items):
    response = send(items)

    assert response.status_code == 400
    assert response.json()["items"]


def test_a_product_named_twice_is_a_400(send, veras_shop):
    product = make_product(vendor=veras_shop)

    response = send([{"id": product.pk, "inventory": count} for count in (1, 2)])

    assert response.json()["items"] == ["Name each product once."]
    assert state(product) == [(Decimal("10.00"), 100, True)]


def test_five_hundred_at_once_and_no_more(send, veras_shop):
    shelf = make_product(vendor=veras_shop).collection
    rows = [
        Product(
            title=f"P{number}",
            slug=f"p{number}",
            unit_price=2,
            inventory=1,
            collection=shelf,
            vendor=veras_shop,
        )
        for number in range(500)
    ]
    Product.objects.bulk_create(rows)
    keys = [*Product.objects.filter(title__startswith="P", unit_price=2)]
    items = [
        {"id": row.pk, "unit_price": "3.00", "inventory": 7, "is_published": False}
        for row in keys
    ]

    assert send(items).json() == {"changed": 500}
    assert {*state(*keys)} == {(Decimal("3.00"), 7, False)}
    refused = send([*items, {"id": 1, "inventory": 1}])
    assert refused.status_code == 400
    assert refused.json()["items"]


def test_fifty_cost_the_queries_of_two(send, veras_shop):
    products = [make_product(vendor=veras_shop) for _ in range(50)]
    counts = []
    for some in (products[:2], products):
        items = [{"id": product.pk, "inventory": 3} for product in some]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert send(items).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 6
