"""Money that goes back: recorded once, and whose money it was."""

from decimal import Decimal

import pytest

from store.models import LedgerEntry, Order, Payment, Refund, UnappliedPayment
from store.orders.moves import cancel_lines
from store.payments.errors import AlreadyRefunded
from store.payments.refunds import pay_refund, refund_unapplied
from store.payments.services import record_transfer
from tests.builders import make_order, make_product, make_vendor

pytestmark = pytest.mark.django_db


def cancelled_order(customer=None, *, vendor=None, too_much=0):
    """Paid, with so much too much, and then cancelled."""
    line = (make_product(vendor=vendor), 1)
    order = make_order(customer, line, payment_method="manual")
    payment = order.payments.get()
    record_transfer(
        payment=payment, amount=payment.amount + too_much, reference="1", by=None
    )
    cancel_lines(order=order, item_ids=None, until="packed", by=None)
    return order


def advanced():
    return list(
        LedgerEntry.objects.filter(kind="refund_advanced").values_list(
            "vendor", "amount", "key"
        )
    )


def test_what_a_vendor_paid_of_its_own_is_owed_to_it_once(staff):
    shop = make_vendor()
    refund = cancelled_order(vendor=shop).refunds.get()

    pay_refund(refund=refund, paid_by="vendor", reference="CCP 1", by=staff)
    with pytest.raises(AlreadyRefunded):
        pay_refund(refund=refund, paid_by="store", reference="CCP 2", by=staff)

    refund.refresh_from_db()
    assert (refund.status, refund.paid_by, refund.reference) == (
        "paid",
        "vendor",
        "CCP 1",
    )
    assert refund.by == staff
    assert refund.paid_at is not None
    assert advanced() == [(shop.pk, Decimal("11.00"), f"refund_advanced:{refund.pk}")]
    # The buyer's money is still with the store, which owes it to the vendor.
    assert LedgerEntry.objects.filter(vendor=shop).balance() == Decimal("11.00")
    assert LedgerEntry.objects.balance() == Decimal("11.00")


@pytest.mark.parametrize(("own", "paid_by"), [(True, "vendor"), (False, "store")])
def test_the_store_pays_for_its_own_goods_and_writes_no_row(own, paid_by):
    refund = cancelled_order(vendor=None if own else make_vendor()).refunds.get()

    pay_refund(refund=refund, paid_by=paid_by, reference="", by=None)

    assert Refund.objects.get().paid_by == "store"
    assert advanced() == []


def test_a_refund_of_the_time_before_the_ledger_leaves_the_ledger_alone():
    order = make_order(None, (make_product(vendor=make_vendor()), 1))
    Order.objects.update(payment_status="C")
    cancel_lines(order=order, item_ids=None, until="packed", by=None)

    pay_refund(refund=Refund.objects.get(), paid_by="vendor", reference="", by=None)

    assert Refund.objects.get().paid_by == "vendor"
    assert not LedgerEntry.objects.exists()


def test_staff_see_what_is_owed_and_record_that_it_was_paid(client_of, alice, staff):
    shop = make_vendor()
    order = cancelled_order(alice.customer, vendor=shop)
    cancelled_order()
    refund = order.refunds.get()
    url = f"/store/refunds/{refund.pk}/pay/"
    said = {"paid_by": "store", "reference": "CCP 5"}

    paid = client_of(staff).post(url, said)
    twice = client_of(staff).post(url, said)
    owed = client_of(staff).get("/store/refunds/?status=owed").json()
    own = client_of(alice).get(f"/store/orders/{order.pk}/refunds/").json()
    shown = client_of(alice).get(f"/store/orders/{order.pk}/").json()

    assert (paid.status_code, twice.status_code) == (200, 409)
    assert twice.json()["code"] == "already_refunded"
    assert paid.json()["by"] == staff.pk
    assert owed["count"] == 1
    line = order.items.get()
    assert own == [
        {
            "id": refund.pk,
            "vendor": shop.pk,
            "amount": 11.0,
            "currency": "DZD",
            "status": "paid",
            "created_at": own[0]["created_at"],
            "paid_at": own[0]["paid_at"],
            "reference": "CCP 5",
            "lines": [{"item_id": line.pk, "title": line.title, "amount": 11.0}],
        }
    ]
    assert (shown["amount_due"], shown["amount_paid"], shown["amount_refunded"]) == (
        0.0,
        11.0,
        11.0,
    )


@pytest.mark.parametrize("body", [{}, {"paid_by": "me"}, {"paid_by": [1]}])
def test_whose_money_it_was_has_to_be_said(client_of, staff, body):
    refund = cancelled_order().refunds.get()

    answer = client_of(staff).post(
        f"/store/refunds/{refund.pk}/pay/", body, format="json"
    )

    assert answer.status_code == 400
    refund.refresh_from_db()
    assert refund.status == "owed"


def test_unapplied_money_is_given_back_once_and_what_waits_comes_first(
    client_of, alice, staff
):
    order = cancelled_order(alice.customer, too_much=2)
    cancelled_order(too_much=3)
    first, second = UnappliedPayment.objects.order_by("pk")
    url = "/store/payments/unapplied/"

    given = client_of(staff).post(f"{url}{second.pk}/refund/", {"reference": "CCP 9"})
    twice = client_of(staff).post(f"{url}{second.pk}/refund/", {"reference": "CCP 9"})
    rows = client_of(staff).get(url).json()["results"]
    waiting = client_of(staff).get(f"{url}?waiting=true").json()["results"]

    assert (given.json()["by"], given.json()["reference"]) == (staff.pk, "CCP 9")
    assert given.json()["refunded_at"] is not None
    assert (twice.status_code, twice.json()["code"]) == (409, "already_refunded")
    assert [row["id"] for row in rows] == [first.pk, second.pk]
    assert [row["id"] for row in waiting] == [first.pk]
    refund_unapplied(money=first, reference="", by=None)
    shown = client_of(alice).get(f"/store/orders/{order.pk}/").json()
    assert (shown["amount_paid"], shown["amount_refunded"]) == (13.0, 2.0)
    assert Payment.objects.filter(order=order).count() == 1
