"""`orders/?updated_since=`: what an app that keeps its orders asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from store.models import Order, RemovedRow
from store.orders import services
from store.orders.checkout import place_order
from store.orders.moves import advance_part, cancel_lines, move_items
from store.orders.serializers import OrderSerializer
from store.payments.services import set_payment_status, start_payment
from tests.admin_pages import filled, page
from tests.builders import make_cart, make_customer, make_product, make_vendor

pytestmark = pytest.mark.django_db
URL = "/store/orders/"
EVER = "1970-01-01T00:00:00Z"


def place(customer: Any, **product: Any) -> Order:
    cart = make_cart((make_product(vendor=make_vendor(), **product), 2))
    return place_order(cart_id=cart.pk, customer=customer)


def changes(client: Any, since: str) -> tuple[list[dict[str, Any]], str]:
    answer = client.get(URL, {"updated_since": since})
    assert answer.status_code == 200, answer.json()
    body = answer.json()
    assert body["next"] is None
    return body["results"], body["synced_at"]


def told(client: Any, since: str) -> list[tuple[int, bool]]:
    rows, _ = changes(client, since)
    return [(row["id"], row["is_deleted"]) for row in rows]


def test_a_row_of_the_changes_is_one_of_the_list(client_of: Any, alice: Any) -> None:
    order = place(alice.customer)
    client = client_of(alice)

    [listed] = client.get(URL).json()
    [row], synced_at = changes(client, EVER)

    assert row.pop("updated_at") == synced_at
    assert row.pop("is_deleted") is False
    assert row == listed
    assert row["id"] == order.pk
    assert changes(client, synced_at) == ([], synced_at)


STEPS: dict[str, Callable[[Order], Any]] = {
    "a line is packed": lambda order: move_items(
        items=order.items.all(), to="packed", by=None
    ),
    "its vendor moves the part on": lambda order: advance_part(
        part=order.vendor_orders.get(), by=None
    ),
    "it is cancelled": lambda order: cancel_lines(
        order=order, item_ids=None, until="shipped", by=None
    ),
    "it is paid": lambda order: set_payment_status(order=order, status="C", by=None),
    "it failed": lambda order: set_payment_status(order=order, status="F", by=None),
    "a way to pay is chosen": lambda order: start_payment(
        order=order, method="cash_on_delivery", by=None
    ),
    "its lines are written": lambda order: services.write_items(
        order=order, saved=[], deleted=[]
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_whoever_changes_what_the_list_shows_moves_the_order(
    client_of: Any, alice: Any, step: str
) -> None:
    order, other = place(alice.customer), place(alice.customer)
    client = client_of(alice)
    _, since = changes(client, EVER)
    before = OrderSerializer(order).data

    STEPS[step](order)

    order = Order.objects.get(pk=order.pk)
    assert step == "its lines are written" or OrderSerializer(order).data != before
    [row], later = changes(client, since)
    assert (row["id"], row["status"], row["payment_status"]) == (
        *(order.pk, order.status, order.payment_status),
    )
    assert later > since
    assert Order.objects.get(pk=other.pk).updated_at < order.updated_at


def test_one_that_staff_delete_is_told(client_of: Any, alice: Any, staff: Any) -> None:
    order, stays = place(alice.customer), place(alice.customer)
    _, since = changes(client_of(alice), EVER)

    assert client_of(staff).delete(f"{URL}{order.pk}/").status_code == 204

    assert told(client_of(alice), since) == [(order.pk, True)]
    assert told(client_of(alice), EVER) == [(stays.pk, False), (order.pk, True)]


@pytest.mark.parametrize("is_first", [True, False])
def test_one_that_is_given_to_another_customer_goes_and_comes(
    client_of: Any, alice: Any, bob: Any, admin_client: Any, is_first: bool
) -> None:
    giver, taker = (alice, bob) if is_first else (bob, alice)
    order = place(giver.customer)
    _, since = changes(client_of(giver), EVER)

    give(admin_client, order, taker)

    assert told(client_of(giver), since) == [(order.pk, True)]
    assert told(client_of(taker), EVER) == [(order.pk, False)]

    give(admin_client, order, giver)

    assert told(client_of(giver), since) == [(order.pk, False)]
    assert told(client_of(taker), EVER) == [(order.pk, True)]
    assert RemovedRow.objects.count() == 1


def give(admin_client: Any, order: Order, to: Any) -> None:
    url = page("store_order", "change", order.pk)
    form = filled(admin_client.get(url)) | {"customer": to.customer.pk}
    assert admin_client.post(url, form).status_code == 302


def test_staff_are_told_of_their_own(client_of: Any, alice: Any, staff: Any) -> None:
    """The moments are of one customer: of all orders there is no such list."""
    place(alice.customer)
    own = place(staff.customer)

    assert told(client_of(staff), EVER) == [(own.pk, False)]
    assert len(client_of(staff).get(URL).json()) == 2


def test_nobody_is_told_of_the_orders_of_others(
    client_of: Any, alice: Any, bob: Any, anon: Any
) -> None:
    services.delete_order(order=place(alice.customer))
    place(alice.customer)

    assert changes(client_of(bob), EVER) == ([], EVER)
    assert anon.get(URL, {"updated_since": EVER}).status_code == 401


def test_more_changes_than_a_page_are_all_told(client_of: Any, alice: Any) -> None:
    orders = [place(alice.customer) for _ in range(5)]
    services.delete_order(order=orders[0])
    client, seen = client_of(alice), []
    url = f"{URL}?page_size=2&updated_since={EVER}"
    while url:
        body = client.get(url).json()
        seen += [row["id"] for row in body["results"]]
        url = body["next"]

    assert seen == [*(order.pk for order in orders[1:]), orders[0].pk]


def test_many_changes_cost_no_query_each(client_of: Any, alice: Any) -> None:
    def queries(count: int) -> int:
        for order in [place(alice.customer) for _ in range(2 * count)][:count]:
            services.delete_order(order=order)
        with CaptureQueriesContext(connection) as captured:
            changes(client_of(alice), EVER)
        return len(captured)

    assert queries(1) == queries(4) <= 7


def test_a_refused_move_tells_nothing(client_of: Any, alice: Any) -> None:
    order = place(alice.customer)
    _, since = changes(client_of(alice), EVER)

    url = f"{URL}{order.pk}/cancel/"
    answer = client_of(make_customer().user).post(url, {}, format="json")

    assert answer.status_code == 404
    assert changes(client_of(alice), since) == ([], since)
