"""A history is its customer's: read, cleared, and shown to holders of `view_history`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from rest_framework.test import APIClient

from store.models import ProductView, SearchQuery, Vendor
from tests.builders import make_image, make_order, make_product, make_user, make_vendor
from tests.store.insights.seeing import (
    HISTORY,
    client_for,
    history_of,
    look,
    search,
    searched,
    viewed,
    write_down,
)

pytestmark = pytest.mark.django_db


def test_a_history_shows_products_as_the_catalogue_does(alice: Any) -> None:
    product = make_product("Ripe mango", vendor=make_vendor())
    make_image(product)
    order = make_order(alice.customer, (product, 2))
    look(alice, product)
    search(alice, "mango")
    write_down()
    ProductView.objects.update(last_at=datetime(2026, 11, 21, 9, 30, tzinfo=UTC))
    SearchQuery.objects.update(last_at=datetime(2026, 11, 21, 9, 20, tzinfo=UTC))

    history = history_of(alice)

    assert history == {
        "viewed": [
            {
                "product": APIClient().get(f"/store/products/{product.pk}/").json(),
                "times": 1,
                "last_viewed_at": "2026-11-21T09:30:00Z",
            }
        ],
        "searched": [
            {
                "id": SearchQuery.objects.get().pk,
                "words": "mango",
                "times": 1,
                "last_searched_at": "2026-11-21T09:20:00Z",
            }
        ],
        "bought": [
            {
                "order_id": order.pk,
                "placed_at": order.placed_at.isoformat().replace("+00:00", "Z"),
                "product_id": product.pk,
                "title": "Ripe mango",
                "unit_price": 10.0,
                "quantity": 2,
            }
        ],
    }


def test_what_is_not_on_sale_any_more_is_not_shown(alice: Any, staff: Any) -> None:
    shop = make_vendor()
    draft, sold, there = make_product(), make_product(vendor=shop), make_product()
    look(alice, draft, sold, there)
    write_down()

    draft.is_published = False
    draft.save()
    Vendor.objects.filter(pk=shop.pk).update(status="suspended")

    assert viewed(alice) == [(there.pk, 1)]
    staff.is_superuser = True
    staff.save()
    seen = client_for(staff).get(f"/store/customers/{alice.customer.pk}/history/")
    assert [one["product"]["id"] for one in seen.json()["viewed"]] == [there.pk]
    Vendor.objects.filter(pk=shop.pk).update(status="approved")
    assert viewed(alice) == [(there.pk, 1), (sold.pk, 1)]


def test_a_holder_of_the_right_sees_all_three_parts(alice: Any, bob: Any) -> None:
    bob.user_permissions.add(Permission.objects.get(codename="view_history"))
    make_order(alice.customer)
    look(alice, make_product())
    search(alice, "mango")
    write_down()

    seen = client_for(bob).get(f"/store/customers/{alice.customer.pk}/history/").json()

    assert seen == {"id": alice.customer.pk, **history_of(alice)}
    assert [len(seen[name]) for name in ("viewed", "searched", "bought")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", (0, 0)),
        ("?kind=viewed", (0, 1)),
        ("?kind=searched", (1, 0)),
    ],
)
def test_views_and_searches_are_cleared_and_orders_stay(
    alice: Any, bob: Any, query: str, left: tuple[int, int]
) -> None:
    product = make_product()
    make_order(alice.customer)
    for user in (alice, bob):
        look(user, product)
        search(user, "mango")
    write_down()

    answer = client_for(alice).delete(f"{HISTORY}{query}")

    assert (answer.status_code, answer.content) == (204, b"")
    assert (len(viewed(alice)), len(searched(alice))) == left
    assert len(history_of(alice)["bought"]) == 1
    assert (len(viewed(bob)), len(searched(bob))) == (1, 1)


@pytest.mark.parametrize("kind", ["bought", "", "Viewed", "\x00", "1e400"])
def test_another_kind_is_refused_and_clears_nothing(alice: Any, kind: str) -> None:
    look(alice, make_product())
    write_down()

    answer = client_for(alice).delete(HISTORY, query_params={"kind": kind})

    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid"
    assert "kind" in answer.json()
    assert len(viewed(alice)) == 1


def test_what_waits_when_the_history_is_cleared_does_not_come_back(
    alice: Any,
) -> None:
    before, after = make_product(), make_product()
    look(alice, before)
    search(alice, "before")

    client_for(alice).delete(HISTORY)
    look(alice, after)
    search(alice, "after")
    write_down()

    assert viewed(alice) == [(after.pk, 1)]
    assert searched(alice) == [("after", 1)]


def test_clearing_one_kind_leaves_what_waits_of_the_other(alice: Any) -> None:
    product = make_product()
    look(alice, product)
    search(alice, "mango")

    client_for(alice).delete(f"{HISTORY}?kind=searched")
    write_down()

    assert viewed(alice) == [(product.pk, 1)]
    assert searched(alice) == []


def test_single_entries_are_forgotten_and_do_not_come_back(
    alice: Any, bob: Any
) -> None:
    mango, fig = make_product(), make_product()
    for user in (alice, bob):
        look(user, mango, fig)
        search(user, "mango", "fig")
    write_down()
    look(alice, mango)
    search(alice, "mango")
    entry = SearchQuery.objects.get(customer=alice.customer, words="mango")
    urls = [f"{HISTORY}viewed/{mango.pk}/", f"{HISTORY}searched/{entry.pk}/"]

    answers = [client_for(alice).delete(url).status_code for url in urls]
    again = [client_for(alice).delete(url).status_code for url in urls]
    write_down()

    assert (answers, again) == ([204, 204], [404, 404])
    assert viewed(alice) == [(fig.pk, 1)]
    assert searched(alice) == [("fig", 1)]
    assert (len(viewed(bob)), len(searched(bob))) == (2, 2)


def test_anothers_entry_is_not_there_to_be_forgotten(alice: Any, bob: Any) -> None:
    search(alice, "mango")
    write_down()
    entry = SearchQuery.objects.get()

    answer = client_for(bob).delete(f"{HISTORY}searched/{entry.pk}/")

    assert answer.status_code == 404
    assert searched(alice) == [("mango", 1)]


@pytest.mark.parametrize("key", ["abc", "0", "-1", "9" * 40, "1.5", "%00", "١"])
@pytest.mark.parametrize("kind", ["viewed", "searched"])
def test_a_key_that_is_none_is_a_404(alice: Any, kind: str, key: str) -> None:
    assert client_for(alice).delete(f"{HISTORY}{kind}/{key}/").status_code == 404


def test_an_account_without_a_customer_has_no_history_and_gets_none_by_reading(
    alice: Any,
) -> None:
    alice.customer.delete()

    assert client_for(alice).get(HISTORY).status_code == 404
    assert client_for(alice).delete(HISTORY).status_code == 404
    look(alice, make_product())
    write_down()
    assert not ProductView.objects.exists()


def test_an_erased_person_leaves_no_history() -> None:
    person = make_user("zubaida")
    make_order(person.customer)
    look(person, make_product())
    search(person, "mango")
    write_down()
    look(person, make_product())

    answer = client_for(person).delete(
        "/auth/users/me/", {"current_password": "Mango-Tree-42"}, format="json"
    )
    write_down()

    assert answer.status_code == 204
    assert not ProductView.objects.exists()
    assert not SearchQuery.objects.exists()
