"""Paying an order over HTTP: the buyer, the store's staff, and a vendor for its part."""

import json
from decimal import Decimal

import pytest

from store.models import LedgerEntry, Payment, UnappliedPayment
from store.orders.moves import move_items
from store.payments.services import record_transfer, set_payment_status
from tests.builders import make_order, make_product

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(alice, veras_shop, ottos_shop):
    """A part of vera's and one of otto's, 11 and 22 with tax."""
    return make_order(
        alice.customer,
        (make_product(vendor=veras_shop), 1),
        (make_product(vendor=ottos_shop), 2),
    )


def at(order, *rest):
    return "/".join(["/store/orders", str(order.pk), "payments", *map(str, rest), ""])


def of_part(payment, *rest):
    part = payment.vendor_order
    url = f"/store/vendors/{part.vendor_id}/orders/{part.pk}/payments/"
    return url + "".join(f"{piece}/" for piece in rest)


def ship(payment):
    for status in ("packed", "shipped"):
        move_items(items=list(payment.vendor_order.items.all()), to=status, by=None)


def begin(client_of, alice, order, method="cash_on_delivery"):
    answer = client_of(alice).post(at(order), {"method": method}, format="json")
    assert answer.status_code in {200, 201}, answer.content
    return [Payment.objects.get(pk=row["id"]) for row in answer.json()]


def test_what_is_offered_is_public(anon, settings):
    settings.STORE_PAYMENT_METHODS = ["manual", "chargily"]
    settings.STORE_BANK_DETAILS = "CCP 0012"

    assert anon.get("/store/payment-methods/").json() == [
        {"code": "manual", "name": "Bank transfer", "instructions": "CCP 0012"}
    ]


def test_a_buyer_begins_to_pay_and_the_second_click_gets_the_same(
    client_of, alice, order, settings
):
    settings.STORE_BANK_DETAILS = "CCP 0012"

    first = client_of(alice).post(at(order), {"method": "manual"})
    second = client_of(alice).post(at(order), {"method": "manual"})

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    [row] = first.json()
    payment = Payment.objects.get()
    assert row == {
        "id": payment.pk,
        "method": "manual",
        "status": "pending",
        "amount": 33.0,
        "currency": "DZD",
        "vendor": None,
        "checkout_url": "",
        "instructions": "CCP 0012",
        "reference": "",
        "created_at": row["created_at"],
        "received_at": None,
    }


def test_cash_is_an_attempt_for_each_part_and_a_cancelled_one_is_begun_anew(
    client_of, alice, order, veras_shop, ottos_shop
):
    first, second = begin(client_of, alice, order)
    assert [p.vendor_id for p in (first, second)] == [veras_shop.pk, ottos_shop.pk]

    gone = client_of(alice).post(at(order, first.pk, "cancel"))
    again = client_of(alice).post(at(order), {"method": "cash_on_delivery"})

    assert (gone.status_code, gone.json()["status"]) == (200, "cancelled")
    assert again.status_code == 201
    assert {(row["vendor"], row["amount"]) for row in again.json()} == {
        (veras_shop.pk, 11.0),
        (ottos_shop.pk, 22.0),
    }


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"method": "chargily"}, 400, "payment_method_off"),
        ({"method": "shells"}, 400, "invalid"),
        ({}, 400, "invalid"),
        ({"method": ["manual"]}, 400, "invalid"),
        ({"method": {"a": 1}}, 400, "invalid"),
        ({"method": "man\x00ual"}, 400, "invalid"),
    ],
)
def test_another_way_is_refused(client_of, alice, order, body, status, code):
    answer = client_of(alice).post(at(order), body, format="json")

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Payment.objects.exists()


def test_a_paid_order_takes_no_more_and_its_payment_is_not_cancelled(
    client_of, alice, order
):
    set_payment_status(order=order, status="C", by=None)
    payment = Payment.objects.get()

    more = client_of(alice).post(at(order), {"method": "manual"})
    cancel = client_of(alice).post(at(order, payment.pk, "cancel"))

    assert (more.status_code, more.json()["code"]) == (409, "nothing_due")
    assert cancel.status_code == 409
    assert cancel.json()["code"] == "illegal_payment_step"
    assert cancel.json()["status"] == "paid"


def test_staff_see_who_did_what_and_buyers_do_not(client_of, alice, staff, order):
    payment, _ = begin(client_of, alice, order)

    said = client_of(staff).post(
        at(order, payment.pk, "confirm"), {"note": "By phone"}, format="json"
    )
    seen = client_of(alice).get(at(order, payment.pk)).json()

    assert said.status_code == 200
    [change] = said.json()["changes"]
    assert change == {
        "from": "to_confirm",
        "to": "confirmed",
        "note": "By phone",
        "by": staff.pk,
        "at": change["at"],
    }
    assert {"changes", "held_by", "order"}.isdisjoint(seen)
    assert seen["status"] == "confirmed"


def test_cash_goes_from_the_door_to_the_store(client_of, alice, vera, staff, order):
    payment, _ = begin(client_of, alice, order)
    early = client_of(vera).post(of_part(payment, payment.pk, "collect"))
    ship(payment)

    collected = client_of(vera).post(of_part(payment, payment.pk, "collect"))
    twice = client_of(vera).post(of_part(payment, payment.pk, "collect"))
    shown = client_of(vera).get(of_part(payment)).json()
    remitted = client_of(staff).post(
        at(order, payment.pk, "remit"), {"reference": "R-7"}
    )

    assert (early.status_code, early.json()["code"]) == (409, "not_shipped")
    assert collected.json()["status"] == "collected"
    assert collected.json()["held_by"] == "vendor"
    assert (twice.status_code, twice.json()["code"]) == (409, "illegal_payment_step")
    assert shown == {"is_paid": True, "payments": [collected.json()]}
    assert (remitted.json()["status"], remitted.json()["reference"]) == (
        "remitted",
        "R-7",
    )
    kinds = LedgerEntry.objects.filter(vendor=payment.vendor_id)
    assert kinds.filter(kind="cash_collected").count() == 1
    assert kinds.filter(kind="cash_remitted").count() == 1


def test_a_vendor_is_told_nothing_of_a_payment_of_the_whole_order(
    client_of, alice, vera, order
):
    [payment] = begin(client_of, alice, order, "manual")
    part = order.vendor_orders.get(vendor__members__user=vera)
    url = f"/store/vendors/{part.vendor_id}/orders/{part.pk}/payments/"
    before = client_of(vera).get(url).json()
    record_transfer(payment=payment, amount=None, reference="CCP 1", by=None)

    after = client_of(vera).get(url)
    step = client_of(vera).post(f"{url}{payment.pk}/confirm/")

    assert before == {"is_paid": False, "payments": []}
    assert after.json() == {"is_paid": True, "payments": []}
    assert step.status_code == 404


def test_a_vendor_does_nothing_to_the_part_of_another(client_of, alice, vera, order):
    _, others = begin(client_of, alice, order)
    own = order.vendor_orders.get(vendor__members__user=vera)
    url = f"/store/vendors/{own.vendor_id}/orders/{own.pk}/payments/{others.pk}"

    answers = [
        client_of(vera).post(of_part(others, others.pk, step)).status_code
        for step in ("confirm", "collect", "refuse")
    ] + [client_of(vera).post(f"{url}/confirm/").status_code]

    assert answers == [404, 404, 404, 404]
    others.refresh_from_db()
    assert others.status == "to_confirm"


def test_staff_record_a_transfer_once_and_what_is_too_much_waits(
    client_of, alice, staff, order
):
    [payment] = begin(client_of, alice, order, "manual")
    said = {"amount": 35, "reference": "CCP 7"}
    url = at(order, payment.pk, "record")

    first = client_of(staff).post(url, said, format="json")
    second = client_of(staff).post(url, said, format="json")

    assert (first.json()["status"], first.json()["amount"]) == ("paid", 35.0)
    assert (second.status_code, second.json()["code"]) == (409, "illegal_payment_step")
    assert UnappliedPayment.objects.get().amount == Decimal("2.00")
    shown = client_of(alice).get(f"/store/orders/{order.pk}/").json()
    assert (shown["amount_due"], shown["amount_paid"], shown["amount_refunded"]) == (
        0.0,
        35.0,
        0.0,
    )


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reference": ""},
        {"reference": "x" * 256},
        {"reference": "a\x00"},
        {"reference": "\ud800"},
        {"reference": {"a": []}},
        {"reference": "1", "amount": 0},
        {"reference": "1", "amount": -5},
        {"reference": "1", "amount": "NaN"},
        {"reference": "1", "amount": float("1e200")},
        {"reference": "1", "amount": 10**20},
        {"reference": "1", "amount": "1.001"},
    ],
)
def test_a_transfer_that_can_not_be_is_a_400(client_of, alice, staff, order, body):
    [payment] = begin(client_of, alice, order, "manual")

    answer = client_of(staff).post(
        at(order, payment.pk, "record"),
        json.dumps(body),
        content_type="application/json",
    )

    assert answer.status_code == 400
    payment.refresh_from_db()
    assert payment.status == "pending"


def test_a_refused_delivery_is_recorded_with_its_reason(client_of, alice, staff, order):
    payment, _ = begin(client_of, alice, order)

    answer = client_of(staff).post(
        at(order, payment.pk, "refuse"), {"note": "Not at home"}
    )

    assert answer.json()["status"] == "refused"
    assert answer.json()["changes"][-1]["note"] == "Not at home"
    assert set(payment.vendor_order.items.values_list("status", flat=True)) == {
        "cancelled"
    }


def test_the_amounts_of_an_order_of_the_time_before_the_ledger(client_of, alice, order):
    type(order).objects.update(payment_status="C")
    first, _ = order.items.order_by("pk")
    move_items(items=[first], to="cancelled", by=None)

    shown = client_of(alice).get(f"/store/orders/{order.pk}/").json()

    assert (shown["amount_due"], shown["amount_paid"], shown["amount_refunded"]) == (
        0.0,
        33.0,
        0.0,
    )


def test_cash_begun_later_counts_against_the_limit(client_of, alice, order, settings):
    settings.STORE_CASH_LIMIT = Decimal(40)
    begin(client_of, alice, order)
    other = make_order(alice.customer)

    answer = client_of(alice).post(at(other), {"method": "cash_on_delivery"})

    assert (answer.status_code, answer.json()["code"]) == (409, "cash_limit")
    assert answer.json()["left"] == 7.0
