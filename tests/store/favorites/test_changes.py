"""`me/favorites/…/?updated_since=`: what an app that keeps its favourites asks for."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from store.favorites import services
from store.models import Customer, RemovedRow, Vendor
from tests.builders import make_product, make_vendor

pytestmark = pytest.mark.django_db
PRODUCTS = "/store/customers/me/favorites/products/"
VENDORS = "/store/customers/me/favorites/vendors/"
EVER = "1970-01-01T00:00:00Z"
each_kind = pytest.mark.parametrize(
    ("url", "make"), [(PRODUCTS, make_product), (VENDORS, make_vendor)]
)


class App:
    """Keeps a list as docs/offline.md says."""

    def __init__(self, client: Any, url: str) -> None:
        self.client, self.url = client, url
        self.since, self.rows = EVER, {}

    def sync(self) -> list[tuple[int, bool]]:
        """What was told, as (id, whether it is deleted)."""
        told = []
        url: str | None = f"{self.url}?updated_since={self.since}"
        while url:
            answer = self.client.get(url)
            assert answer.status_code == 200, answer.json()
            body = answer.json()
            for row in body["results"]:
                told.append((row["id"], row["is_deleted"]))
                if row["is_deleted"]:
                    self.rows.pop(row["id"], None)
                else:
                    self.rows[row["id"]] = row
            url = body["next"]
        self.since, self.ids = body["synced_at"], body["ids"]
        return told

    @property
    def shown(self) -> list[int]:
        return [pk for pk in self.ids if pk in self.rows]


@each_kind
def test_marks_and_what_was_taken_away_are_told_once(
    client_of: Any, alice: Any, url: str, make: Any
) -> None:
    client, app = client_of(alice), App(client_of(alice), url)
    one, two = make(), make()
    client.put(f"{url}{one.pk}/")
    client.put(f"{url}{two.pk}/")

    assert app.sync() == [(one.pk, False), (two.pk, False)]
    assert app.shown == [two.pk, one.pk]
    assert app.sync() == []

    client.delete(f"{url}{one.pk}/")
    client.delete(f"{url}{one.pk}/")
    assert app.sync() == [(one.pk, True)]
    assert app.sync() == []

    client.put(f"{url}{one.pk}/")
    client.put(f"{url}{two.pk}/")  # is one already: nothing new
    assert app.sync() == [(one.pk, False)]
    assert app.shown == [one.pk, two.pk]
    assert not RemovedRow.objects.exists()


@each_kind
def test_a_row_of_the_changes_is_one_of_the_list(
    client_of: Any, alice: Any, url: str, make: Any
) -> None:
    client, row = client_of(alice), make()
    client.put(f"{url}{row.pk}/")

    listed = client.get(url).json()
    changes = client.get(url, {"updated_since": EVER}).json()

    [change] = changes["results"]
    assert change.pop("is_deleted") is False
    assert change.pop("updated_at") == changes["synced_at"] == listed["synced_at"]
    assert [change] == listed["results"]
    assert (changes["count"], changes["next"], changes["previous"]) == (1, None, None)


@each_kind
def test_the_changes_are_of_who_asks_alone(
    client_of: Any, alice: Any, bob: Any, anon: Any, url: str, make: Any
) -> None:
    row = make()
    client_of(alice).put(f"{url}{row.pk}/")
    client_of(alice).delete(f"{url}{row.pk}/")

    answer = client_of(bob).get(url, {"updated_since": EVER}).json()

    assert (answer["results"], answer["ids"]) == ([], [])
    assert answer["synced_at"] == EVER
    assert anon.get(url, {"updated_since": EVER}).status_code == 401


def test_a_product_that_leaves_the_catalogue_and_comes_back(
    client_of: Any, alice: Any
) -> None:
    """Nobody marks anything: `ids` says what is in the list now."""
    client, app = client_of(alice), App(client_of(alice), PRODUCTS)
    product, gone = make_product(), make_product()
    for one in (product, gone):
        client.put(f"{PRODUCTS}{one.pk}/")
    app.sync()

    product.is_published = False
    product.save()
    gone.delete()
    assert app.sync() == []
    assert (app.shown, app.ids) == ([], [])

    product.is_published = True
    product.save()
    app.sync()
    assert app.shown == [product.pk]


def test_one_that_was_marked_and_left_before_it_was_told_is_left_out(
    client_of: Any, alice: Any
) -> None:
    client, app = client_of(alice), App(client_of(alice), VENDORS)
    shop = make_vendor()
    client.put(f"{VENDORS}{shop.pk}/")
    Vendor.objects.update(status="suspended")

    assert app.sync() == []
    assert app.ids == []

    client.delete(f"{VENDORS}{shop.pk}/")  # one that left can still be taken away
    assert app.sync() == [(shop.pk, True)]


def test_more_changes_than_a_page_are_all_told(client_of: Any, alice: Any) -> None:
    client = client_of(alice)
    products = [make_product() for _ in range(7)]
    for product in products:
        client.put(f"{PRODUCTS}{product.pk}/")
    for product in products[:3]:
        client.delete(f"{PRODUCTS}{product.pk}/")
    told = []
    url = f"{PRODUCTS}?page_size=2&updated_since={EVER}"
    while url:
        body = client.get(url).json()
        told += [(row["id"], row["is_deleted"]) for row in body["results"]]
        url = body["next"]

    kept = [(product.pk, False) for product in products[3:]]
    assert told == [*kept, *((product.pk, True) for product in products[:3])]


@each_kind
def test_many_changes_cost_no_query_each(
    client_of: Any, alice: Any, url: str, make: Any
) -> None:
    client = client_of(alice)

    def queries(count: int) -> int:
        rows = [make() for _ in range(2 * count)]
        for row in rows:
            client.put(f"{url}{row.pk}/")
        for row in rows[:count]:
            client.delete(f"{url}{row.pk}/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url, {"updated_since": EVER}).status_code == 200
        return len(captured)

    assert queries(1) == queries(5) <= 11


def test_taking_away_what_somebody_else_took_changes_nothing(alice: Any) -> None:
    product = make_product()
    services.mark_product(customer=alice.customer, product=product)
    [favorite] = alice.customer.favorite_products.all()
    services.unmark(favorite=favorite)
    [before] = RemovedRow.objects.all()

    favorite.pk = 999_999
    services.unmark(favorite=favorite)

    [after] = RemovedRow.objects.all()
    assert after.updated_at == before.updated_at


def test_a_customer_who_was_deleted_leaves_nothing(alice: Any) -> None:
    product = make_product()
    services.mark_product(customer=alice.customer, product=product)
    [favorite] = alice.customer.favorite_products.all()
    services.unmark(favorite=favorite)

    Customer.objects.get(pk=alice.customer.pk).delete()

    assert not RemovedRow.objects.exists()


@pytest.mark.parametrize(
    "junk",
    [
        *("yesterday", "null", "NaN", "Infinity", "-1", "0", "9" * 10_000, " "),
        *("\x00", "2026-13-01T00:00:00Z", "[]", "é"),
        *("9999-12-31T23:59:59-23:00", "0001-01-01T00:00:00+23:00"),
    ],
)
@pytest.mark.parametrize("url", [PRODUCTS, VENDORS, "/store/orders/"])
def test_what_is_no_moment_is_refused(
    client_of: Any, alice: Any, url: str, junk: str
) -> None:
    answer = client_of(alice).get(url, {"updated_since": junk})

    assert answer.status_code == 400
    assert "updated_since" in answer.json()
