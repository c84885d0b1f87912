"""`/store/vendors/{id}/orders/`: a vendor's own part of each order, and moving its lines."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from store.models import Order, StatusChange, Vendor
from store.orders.moves import move_items
from tests.architecture.world import everything
from tests.builders import make_customer, make_order, make_product

pytestmark = pytest.mark.django_db
MEMBERS = ["sam", "mina", "vera", "staff"]


@pytest.fixture
def sale(alice: Any, staff: Any, veras_shop: Vendor, ottos_shop: Vendor) -> Any:
    """Alice bought two things of vera's and one of otto's in one order."""
    alice.customer.phone = "0555-alice"
    alice.customer.save()
    mango = make_product("Mango", vendor=veras_shop, unit_price=Decimal("4.50"))
    pan = make_product("Pan", vendor=veras_shop, unit_price=Decimal("12.00"))
    other = make_product("Ottos secret", vendor=ottos_shop, unit_price=Decimal(777))
    order = make_order(alice.customer, (mango, 3), (pan, 1), (other, 1))
    ours, theirs = order.vendor_orders.all()
    return SimpleNamespace(
        order=order,
        ours=ours,
        theirs=theirs,
        mango=mango,
        items=list(order.items.all()),
        url=f"/store/vendors/{veras_shop.pk}/orders/",
        theirs_url=f"/store/vendors/{ottos_shop.pk}/orders/",
    )


def line_url(sale: Any, number: int = 0) -> str:
    return f"{sale.url}{sale.ours.pk}/items/{sale.items[number].pk}/"


def statuses(order: Order) -> list[str]:
    return [item.status for item in order.items.all()]


@pytest.mark.parametrize("who", MEMBERS)
def test_members_and_staff_read_exactly_the_vendors_part(
    request: Any, client_of: Any, sale: Any, who: str
) -> None:
    client = client_of(request.getfixturevalue(who))

    listed, single = client.get(sale.url), client.get(f"{sale.url}{sale.ours.pk}/")

    placed_at = sale.order.placed_at.isoformat().replace("+00:00", "Z")
    mango, pan, _ = sale.items
    no_discounts = {"promotion_discount": 0.0, "coupon_discount": 0.0}
    plain = {"promotion": None, "return": None, **no_discounts}
    assert single.json() == {
        "id": sale.ours.pk,
        "order_id": sale.order.pk,
        "placed_at": placed_at,
        "status": "order_placed",
        "subtotal": 25.5,
        "totals": {"list_amount": 25.5, "tax": 2.55, "total": 28.05, **no_discounts},
        "contact": {"name": "Alice Ait", "phone": "0555-alice"},
        "delivery": None,
        "items": [
            {
                "id": mango.pk,
                "product": {"id": mango.product_id, "title": "Mango"},
                "title": "Mango",
                "quantity": 3,
                "unit_price": 4.5,
                "status": "order_placed",
                **plain,
                "tax": 1.35,
                "total": 14.85,
            },
            {
                "id": pan.pk,
                "product": {"id": pan.product_id, "title": "Pan"},
                "title": "Pan",
                "quantity": 1,
                "unit_price": 12.0,
                "status": "order_placed",
                **plain,
                "tax": 1.2,
                "total": 13.2,
            },
        ],
    }
    assert listed.json() == [single.json()]


def test_another_vendors_lines_and_totals_are_nowhere(
    client_of: Any, sam: Any, sale: Any
) -> None:
    move_items(items=[sale.items[2]], to="cancelled", by=None)
    client = client_of(sam)

    for url in (sale.url, f"{sale.url}{sale.ours.pk}/"):
        text = client.get(url).content.decode()
        assert "Ottos secret" not in text
        assert "777" not in text
        assert "802.5" not in text
        assert "cancelled" not in text


def test_cancelled_lines_do_not_count_for_the_subtotal(
    client_of: Any, sam: Any, sale: Any
) -> None:
    move_items(items=[sale.items[0]], to="cancelled", by=None)

    body = client_of(sam).get(f"{sale.url}{sale.ours.pk}/").json()

    assert (body["subtotal"], len(body["items"])) == (12.0, 2)


@pytest.mark.parametrize("who", ["alice", "bob", "otto"])
def test_outsiders_find_nothing_and_change_nothing(
    request: Any, client_of: Any, sale: Any, who: str
) -> None:
    client = client_of(request.getfixturevalue(who))
    rows = everything()

    answers = [
        client.get(sale.url),
        client.get(f"{sale.url}{sale.ours.pk}/"),
        client.post(f"{sale.url}{sale.ours.pk}/advance/"),
        client.patch(line_url(sale), {"status": "packed"}),
    ]

    for answer in answers:
        assert answer.status_code == 404
        assert answer.json() == {"detail": "Not found.", "code": "not_found"}
    assert everything() == rows


def test_through_ones_own_vendor_no_other_is_reached(
    client_of: Any, vera: Any, otto: Any, sale: Any
) -> None:
    """Keys of another vendor's rows behind the key of one's own."""
    rows = everything()
    line = f"items/{sale.items[0].pk}/"
    answers = [
        client_of(otto).get(f"{sale.theirs_url}{sale.ours.pk}/"),
        client_of(otto).post(f"{sale.theirs_url}{sale.ours.pk}/advance/"),
        client_of(otto).patch(
            f"{sale.theirs_url}{sale.ours.pk}/{line}", {"status": "packed"}
        ),
        client_of(otto).patch(
            f"{sale.theirs_url}{sale.theirs.pk}/{line}", {"status": "packed"}
        ),
        client_of(vera).patch(line_url(sale, 2), {"status": "packed"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert everything() == rows


@pytest.mark.parametrize("key", ["999999", "abc", "9" * 25, "-1"])
def test_a_key_that_is_none_is_a_404(client_of: Any, sam: Any, sale: Any, key: str):
    client = client_of(sam)
    part = f"{sale.url}{key}/"
    assert client.get(f"/store/vendors/{key}/orders/").status_code == 404
    assert client.get(part).status_code == 404
    assert client.post(f"{part}advance/").status_code == 404
    line = f"items/{sale.items[0].pk}/"
    assert client.patch(f"{part}{line}", {"status": "packed"}).status_code == 404
    url = f"{sale.url}{sale.ours.pk}/items/{key}/"
    assert client.patch(url, {"status": "packed"}).status_code == 404


def test_a_suspended_vendor_still_delivers_what_it_sold(
    client_of: Any, sam: Any, sale: Any
) -> None:
    Vendor.objects.update(status="suspended")

    assert len(client_of(sam).get(sale.url).json()) == 1
    answer = client_of(sam).patch(line_url(sale), {"status": "packed"})
    assert answer.status_code == 200


@pytest.mark.parametrize("who", MEMBERS)
def test_a_line_is_moved_and_who_did_it_is_recorded(
    request: Any, client_of: Any, sale: Any, who: str
) -> None:
    user = request.getfixturevalue(who)

    answer = client_of(user).patch(line_url(sale), {"status": "packed"})

    assert answer.status_code == 200
    assert answer.json()["id"] == sale.items[0].pk
    assert answer.json()["status"] == "packed"
    assert statuses(sale.order) == ["packed", "order_placed", "order_placed"]
    change = StatusChange.objects.get()
    assert (change.item, change.by) == (sale.items[0], user)
    assert (change.from_status, change.to_status) == ("order_placed", "packed")


def test_an_illegal_step_is_a_400_that_names_the_legal_ones(
    client_of: Any, sam: Any, sale: Any
) -> None:
    rows = everything()

    answer = client_of(sam).patch(line_url(sale), {"status": "delivered"})

    item = sale.items[0]
    assert answer.status_code == 400
    assert answer.json() == {
        "status": ["This status does not follow the one there is."],
        "legal": ["packed", "cancelled"],
        "lines": [{"id": item.pk, "title": "Mango", "status": "order_placed"}],
        "code": "illegal_step",
    }
    assert everything() == rows


@pytest.mark.parametrize("status", ["", "lost", None, 1, [], {}, True, "PACKED"])
def test_a_status_that_is_none_is_refused(
    client_of: Any, sam: Any, sale: Any, status: Any
) -> None:
    body = {"status": status}
    for data in (body, {}):
        answer = client_of(sam).patch(line_url(sale), data, format="json")
        assert answer.status_code == 400
        assert answer.json()["status"]
    assert statuses(sale.order) == ["order_placed"] * 3


def test_a_line_cancelled_by_its_vendor_is_on_the_shelf_again(
    client_of: Any, sam: Any, sale: Any
) -> None:
    answer = client_of(sam).patch(line_url(sale), {"status": "cancelled"})

    sale.mango.refresh_from_db()
    assert (answer.status_code, sale.mango.inventory) == (200, 100)
    assert (
        client_of(sam).patch(line_url(sale), {"status": "cancelled"}).status_code == 400
    )
    sale.mango.refresh_from_db()
    assert sale.mango.inventory == 100


def test_a_whole_part_advances_to_the_buyer_and_the_others_stay(
    client_of: Any, sam: Any, sale: Any
) -> None:
    url = f"{sale.url}{sale.ours.pk}/advance/"
    seen = []
    for _ in range(3):
        body = client_of(sam).post(url).json()
        seen.append([body["status"], *(line["status"] for line in body["items"])])
    refused = client_of(sam).post(url)

    assert seen == [[to] * 3 for to in ("packed", "shipped", "delivered")]
    assert (refused.status_code, refused.json()["code"]) == (400, "illegal_step")
    assert refused.json()["legal"] == ["returned"]
    assert statuses(sale.order) == ["delivered", "delivered", "order_placed"]


def test_the_list_is_filtered_by_status(
    client_of: Any, sam: Any, sale: Any, veras_shop: Vendor
) -> None:
    packed = make_order(make_customer(), (make_product(vendor=veras_shop), 1))
    move_items(items=packed.items.all(), to="packed", by=None)

    def found(status: str) -> list[int]:
        rows = client_of(sam).get(sale.url, {"status": status}).json()
        return [row["order_id"] for row in rows]

    assert found("packed") == [packed.pk]
    assert found("order_placed") == [sale.order.pk]
    assert found("shipped") == []
    answer = client_of(sam).get(sale.url, {"status": "lost"})
    assert answer.status_code == 400
    assert answer.json()["status"]


def test_the_list_is_ordered_by_the_time_of_the_order(
    client_of: Any, sam: Any, sale: Any, veras_shop: Vendor
) -> None:
    late = make_order(make_customer(), (make_product(vendor=veras_shop), 1))

    def found(**params: str) -> list[int]:
        return [row["order_id"] for row in client_of(sam).get(sale.url, params).json()]

    assert found() == found(ordering="-placed_at") == [late.pk, sale.order.pk]
    assert found(ordering="placed_at") == [sale.order.pk, late.pk]
