"""`POST /store/orders/{id}/cancel/`."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from store.models import Order, Product, StatusChange, Vendor
from store.orders.moves import move_items
from tests.architecture.world import everything
from tests.builders import make_order, make_product, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def bought(alice: Any, veras_shop: Vendor, ottos_shop: Vendor) -> SimpleNamespace:
    """Two lines of vera's, one of otto's."""
    order = make_order(
        alice.customer,
        (make_product("One", vendor=veras_shop, inventory=10), 2),
        (make_product("Two", vendor=veras_shop, inventory=10), 3),
        (make_product("Three", vendor=ottos_shop, inventory=10), 4),
    )
    return SimpleNamespace(
        order=order,
        items=list(order.items.all()),
        url=f"/store/orders/{order.pk}/cancel/",
    )


@pytest.fixture
def holder(db: None) -> Any:
    """Not staff; may cancel and nothing else."""
    user = make_user("hana")
    user.user_permissions.add(Permission.objects.get(codename="cancel_order"))
    return user


def left() -> list[int]:
    return list(Product.objects.order_by("pk").values_list("inventory", flat=True))


def statuses(order: Order) -> list[str]:
    return [item.status for item in order.items.all()]


def move(bought: SimpleNamespace, number: int, *steps: str) -> None:
    for to in steps:
        move_items(items=[bought.items[number]], to=to, by=None)


def test_its_customer_cancels_the_whole_order_and_the_stock_is_back(
    client_of: Any, alice: Any, bought: SimpleNamespace
) -> None:
    answer = client_of(alice).post(bought.url)

    assert answer.status_code == 200
    assert (
        answer.json()
        == client_of(alice).get(f"/store/orders/{bought.order.pk}/").json()
    )
    assert answer.json()["status"] == "cancelled"
    assert {line["status"] for line in answer.json()["items"]} == {"cancelled"}
    assert [step["by"] for step in answer.json()["history"]] == [alice.pk] * 3
    assert left() == [10, 10, 10]
    parts = bought.order.vendor_orders.values_list("status", flat=True)
    assert list(parts) == ["cancelled", "cancelled"]


@pytest.mark.parametrize("form", ["json", "multipart"])
def test_one_line_is_cancelled_and_the_rest_is_not_touched(
    client_of: Any, alice: Any, bought: SimpleNamespace, form: str
) -> None:
    answer = client_of(alice).post(
        bought.url, {"items": [bought.items[0].pk]}, format=form
    )

    assert answer.status_code == 200
    assert answer.json()["status"] == "order_placed"
    assert statuses(bought.order) == ["cancelled", "order_placed", "order_placed"]
    assert left() == [10, 7, 6]


def test_the_part_of_one_vendor_goes_while_another_ships(
    client_of: Any, alice: Any, bought: SimpleNamespace
) -> None:
    move(bought, 2, "packed", "shipped")
    ids = [item.pk for item in bought.items[:2]]

    answer = client_of(alice).post(bought.url, {"items": ids}, format="json")

    assert answer.json()["status"] == "shipped"
    parts = bought.order.vendor_orders.values_list("status", flat=True)
    assert list(parts) == ["cancelled", "shipped"]
    assert left() == [10, 10, 6]


def test_the_rest_of_an_order_is_cancelled_whole(
    client_of: Any, alice: Any, bought: SimpleNamespace
) -> None:
    move(bought, 0, "cancelled")

    assert client_of(alice).post(bought.url).status_code == 200

    assert statuses(bought.order) == ["cancelled"] * 3
    assert left() == [10, 10, 10]
    assert StatusChange.objects.count() == 3


@pytest.mark.parametrize("whole", [True, False])
def test_once_something_is_packed_its_customer_is_too_late(
    client_of: Any, alice: Any, bought: SimpleNamespace, whole: bool
) -> None:
    move(bought, 1, "packed")
    rows = everything()
    ids = [item.pk for item in bought.items[:2]]

    answer = client_of(alice).post(
        bought.url, {} if whole else {"items": ids}, format="json"
    )

    assert answer.status_code == 409
    assert answer.json() == {
        "detail": "It is too late to cancel this.",
        "lines": [{"id": bought.items[1].pk, "title": "Two", "status": "packed"}],
        "code": "not_cancellable",
    }
    assert everything() == rows


def test_a_second_time_is_refused_and_puts_nothing_back(
    client_of: Any, alice: Any, bought: SimpleNamespace
) -> None:
    for body in ({}, {"items": [bought.items[0].pk]}):
        client_of(alice).post(bought.url, body, format="json")
        again = client_of(alice).post(bought.url, body, format="json")
        assert again.status_code == 409
        assert {line["status"] for line in again.json()["lines"]} == {"cancelled"}
        assert left() == [10, 10, 10]


def test_a_holder_of_the_permission_cancels_until_it_is_shipped(
    client_of: Any, holder: Any, bought: SimpleNamespace
) -> None:
    move(bought, 0, "packed")
    move(bought, 1, "packed", "shipped")
    refused = client_of(holder).post(bought.url)
    ids = [bought.items[0].pk, bought.items[2].pk]
    done = client_of(holder).post(bought.url, {"items": ids}, format="json")

    assert refused.status_code == 409
    assert [line["id"] for line in refused.json()["lines"]] == [bought.items[1].pk]
    assert done.status_code == 200
    assert statuses(bought.order) == ["cancelled", "shipped", "cancelled"]
    assert left() == [10, 7, 10]
    assert {change.by for change in StatusChange.objects.order_by("-pk")[:2]} == {
        holder
    }


@pytest.mark.parametrize("status", ["shipped", "delivered", "returned"])
def test_what_left_the_house_is_cancelled_by_nobody(
    client_of: Any, holder: Any, alice: Any, bought: SimpleNamespace, status: str
) -> None:
    steps = ["packed", "shipped", "delivered", "returned"]
    move(bought, 0, *steps[: steps.index(status) + 1])
    rows = everything()

    for user in (holder, alice):
        assert client_of(user).post(bought.url).status_code == 409
    assert everything() == rows


def test_staff_without_the_permission_may_not(
    client_of: Any, staff: Any, bought: SimpleNamespace
) -> None:
    rows = everything()

    answer = client_of(staff).post(bought.url)

    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    assert everything() == rows


@pytest.mark.parametrize("who", ["bob", "vera", "sam"])
def test_nobody_else_finds_the_order(
    request: Any, client_of: Any, bought: SimpleNamespace, who: str
) -> None:
    client = client_of(request.getfixturevalue(who))
    rows = everything()

    answer = client.post(bought.url)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert set(answer.json()) == {"detail", "code"}
    assert everything() == rows


def test_lines_of_another_order_are_unknown(
    client_of: Any, alice: Any, bob: Any, bought: SimpleNamespace
) -> None:
    foreign = make_order(bob.customer).items.get()
    own = make_order(alice.customer).items.get()
    rows = everything()

    for pk in (foreign.pk, own.pk, 999_999, 10**30):
        ids = [bought.items[0].pk, pk]
        answer = client_of(alice).post(bought.url, {"items": ids}, format="json")
        assert (answer.status_code, answer.json()["code"]) == (400, "unknown_items")
    assert everything() == rows


@pytest.mark.parametrize(
    "items", [[], None, "x", [None], ["x"], [0], [-1], [True], [1.5], {}, 1, [[1]]]
)
def test_items_that_are_none_are_refused(
    client_of: Any, alice: Any, bought: SimpleNamespace, items: Any
) -> None:
    answer = client_of(alice).post(bought.url, {"items": items}, format="json")

    assert answer.status_code == 400
    assert answer.json()["items"]
    assert statuses(bought.order) == ["order_placed"] * 3


@pytest.mark.parametrize("key", ["999999", "abc", "9" * 25, "-1"])
def test_an_order_that_is_none_is_a_404(client_of: Any, staff: Any, key: str) -> None:
    assert client_of(staff).post(f"/store/orders/{key}/cancel/").status_code == 404
