"""What payments and changes of an order mean for its money, row by row of the ledger."""

from decimal import Decimal

import pytest

from store.models import LedgerEntry, Order, Payment, Refund, UnappliedPayment
from store.orders.checkout import place_order
from store.orders.moves import cancel_lines, move_items
from store.payments import cash
from store.payments.errors import (
    IllegalPaymentStep,
    NotDelivered,
    NothingDue,
    PaymentFinal,
    TooMuchCash,
)
from store.payments.services import (
    record_transfer,
    set_payment_status,
    start_payment,
)
from tests.builders import make_cart, make_customer, make_product, make_vendor

pytestmark = pytest.mark.django_db


def order_of(*lines, method="", customer=None):
    return place_order(
        cart_id=make_cart(*lines).pk,
        customer=customer or make_customer(),
        payment_method=method,
    )


def book(vendor=None):
    rows = LedgerEntry.objects.filter(vendor=vendor).order_by("pk")
    return [(row.kind, row.amount) for row in rows]


def balance(vendor=None):
    return LedgerEntry.objects.filter(vendor=vendor).balance()


def move(order, *statuses, part=None):
    lines = order.items.all() if part is None else part.items.all()
    for status in statuses:
        move_items(items=list(lines), to=status, by=None)


@pytest.fixture
def shop():
    return make_vendor(commission_rate=Decimal("0.2"))


def test_a_paid_order_is_sold_line_by_line_and_costs_its_vendor_commission(shop):
    mango = make_product(unit_price=Decimal("10.00"), vendor=shop)
    own = make_product(unit_price=Decimal("3.33"))
    order = order_of((mango, 3), (own, 1), method="manual")
    payment = Payment.objects.get()

    assert (payment.amount, payment.status) == (Decimal("36.66"), "pending")
    record_transfer(payment=payment, amount=None, reference="CCP 7", by=None)

    assert book(shop) == [("sale", Decimal("33.00")), ("commission", Decimal("-6.00"))]
    assert book() == [("commission", Decimal("6.00")), ("sale", Decimal("3.66"))]
    assert balance(shop) + balance() == payment.amount
    order.refresh_from_db()
    assert order.payment_status == "C"
    payment.refresh_from_db()
    assert (payment.status, payment.reference) == ("paid", "CCP 7")


def test_what_is_cancelled_after_it_was_paid_is_owed_back_and_taken_out(shop):
    dear, cheap = (
        make_product(unit_price=Decimal(p), vendor=shop) for p in ("50", "5")
    )
    order = order_of((dear, 1), (cheap, 1), method="manual")
    record_transfer(payment=Payment.objects.get(), amount=None, reference="", by=None)
    line = order.items.get(product=dear)

    cancel_lines(order=order, item_ids={line.pk}, until="packed", by=None)

    assert book(shop)[-2:] == [
        ("refund", Decimal("-55.00")),
        ("commission_refund", Decimal("10.00")),
    ]
    refund = Refund.objects.get()
    assert (refund.amount, refund.status) == (Decimal("55.00"), "owed")
    assert balance(shop) == Decimal("4.50")
    order.refresh_from_db()
    assert order.payment_status == "C"

    cancel_lines(order=order, item_ids=None, until="packed", by=None)

    assert balance(shop) == balance() == 0
    assert Refund.objects.count() == 2
    order.refresh_from_db()
    assert order.payment_status == "R"


def test_cash_on_delivery_is_paid_part_by_part(shop):
    other = make_vendor()
    mine, theirs = make_product(vendor=shop), make_product(vendor=other)
    order = order_of((mine, 1), (theirs, 2), method="cash_on_delivery")
    first, second = Payment.objects.order_by("pk")

    assert [p.amount for p in (first, second)] == [Decimal("11.00"), Decimal("22.00")]
    assert {p.status for p in (first, second)} == {"to_confirm"}
    cash.confirm(payment=first, by=None)
    with pytest.raises(NotDelivered):
        cash.collect(payment=first, held_by="vendor", by=None)
    move(order, "packed", "shipped", part=first.vendor_order)
    cash.collect(payment=first, held_by="vendor", by=None)

    order.refresh_from_db()
    assert order.payment_status == "P"
    assert order.items.get(product=mine).status == "delivered"
    assert book(shop) == [
        ("sale", Decimal("11.00")),
        ("commission", Decimal("-2.00")),
        ("cash_collected", Decimal("-11.00")),
    ]
    assert book(other) == []

    cash.remit(payment=first, by=None)

    assert balance(shop) == Decimal("9.00")
    with pytest.raises(IllegalPaymentStep):
        cash.remit(payment=first, by=None)
    move(order, "packed", "shipped", part=second.vendor_order)
    cash.collect(payment=second, held_by="store", by=None)
    order.refresh_from_db()
    assert order.payment_status == "C"
    assert balance(other) == Decimal("20.00")
    assert LedgerEntry.objects.balance() == Decimal("33.00")


def test_a_refused_delivery_puts_everything_back(shop):
    away = make_product(vendor=shop, inventory=5)
    kept = make_product(vendor=shop, inventory=5)
    order = order_of((away, 2), (kept, 1), method="cash_on_delivery")
    payment = Payment.objects.get()
    for status in ("packed", "shipped"):
        move_items(items=[order.items.get(product=away)], to=status, by=None)

    cash.refuse(payment=payment, by=None, note="Nobody there")

    for product in (away, kept):
        product.refresh_from_db()
        assert product.inventory == 5
    assert {i.product_id: i.status for i in order.items.all()} == {
        away.pk: "returned",
        kept.pk: "cancelled",
    }
    payment.refresh_from_db()
    order.refresh_from_db()
    assert (payment.status, order.payment_status) == ("refused", "F")
    assert not LedgerEntry.objects.exists()
    assert not Refund.objects.exists()


def test_a_buyer_may_have_so_much_cash_on_the_way(settings):
    settings.STORE_CASH_LIMIT = Decimal("25")
    alice, product = make_customer(), make_product(inventory=9)
    order_of((product, 1), method="cash_on_delivery", customer=alice)

    with pytest.raises(TooMuchCash) as refusal:
        order_of((product, 2), method="cash_on_delivery", customer=alice)

    assert refusal.value.extra == {"left": Decimal("14.00")}
    order_of((product, 2), method="cash_on_delivery")
    order_of((product, 2), method="manual", customer=alice)


def test_what_is_cancelled_before_it_is_paid_is_not_asked_for():
    first, second = make_product(), make_product()
    order = order_of((first, 1), (second, 2), method="cash_on_delivery")

    line = order.items.get(product=second)
    cancel_lines(order=order, item_ids={line.pk}, until="packed", by=None)
    assert Payment.objects.get().amount == Decimal("11.00")
    cancel_lines(order=order, item_ids=None, until="packed", by=None)

    assert Payment.objects.get().status == "cancelled"
    assert not Refund.objects.exists()


@pytest.mark.parametrize(
    ("paid", "reason", "aside", "status"),
    [
        ("10.99", "too_little", "10.99", "P"),
        ("11.00", None, None, "C"),
        ("11.01", "too_much", "0.01", "C"),
    ],
)
def test_money_beyond_what_is_due_is_set_aside(paid, reason, aside, status):
    order = order_of((make_product(), 1), method="manual")

    record_transfer(
        payment=Payment.objects.get(), amount=Decimal(paid), reference="", by=None
    )

    order.refresh_from_db()
    assert order.payment_status == status
    rows = UnappliedPayment.objects.values_list("reason", "amount")
    assert list(rows) == ([(reason, Decimal(aside))] if reason else [])


def test_money_for_a_cancelled_order_is_set_aside():
    order = order_of((make_product(), 1), method="manual")
    cancel_lines(order=order, item_ids=None, until="packed", by=None)

    record_transfer(payment=Payment.objects.get(), amount=None, reference="", by=None)

    row = UnappliedPayment.objects.get()
    assert (row.reason, row.amount, row.order) == ("cancelled", Decimal("11.00"), order)
    order.refresh_from_db()
    assert order.status == "cancelled"
    assert not LedgerEntry.objects.exists()


def test_staff_say_that_an_order_is_paid_and_it_stays_paid():
    order = order_of((make_product(), 1), method="cash_on_delivery")

    set_payment_status(order=order, status="C", by=None)

    assert book() == [("sale", Decimal("11.00"))]
    assert {p.method: p.status for p in Payment.objects.all()} == {
        "cash_on_delivery": "cancelled",
        "manual": "paid",
    }
    for status in ("P", "F"):
        with pytest.raises(PaymentFinal):
            set_payment_status(order=order, status=status, by=None)
    assert Order.objects.get().payment_status == "C"


def test_an_order_marked_paid_before_there_was_a_ledger_is_refunded_all_the_same():
    order = order_of((make_product(), 1))
    Order.objects.update(payment_status="C")

    with pytest.raises(NothingDue):
        start_payment(order=order, method="manual", by=None)
    cancel_lines(order=order, item_ids=None, until="packed", by=None)

    assert Refund.objects.get().amount == Decimal("11.00")
    assert not LedgerEntry.objects.exists()
    assert Order.objects.get().payment_status == "R"


def test_another_way_to_pay_ends_the_first():
    order = order_of((make_product(), 1), method="cash_on_delivery")

    [second] = start_payment(order=order, method="manual", by=None)
    [again] = start_payment(order=order, method="manual", by=None)

    assert again.pk == second.pk
    assert list(Payment.objects.order_by("pk").values_list("status", flat=True)) == [
        "cancelled",
        "pending",
    ]
    order.refresh_from_db()
    assert order.payment_method == "manual"


def test_the_ledger_is_only_added_to():
    order_of((make_product(), 1), method="manual")
    record_transfer(payment=Payment.objects.get(), amount=None, reference="", by=None)
    entry = LedgerEntry.objects.get()

    for change in (
        entry.save,
        entry.delete,
        LedgerEntry.objects.all().delete,
        lambda: LedgerEntry.objects.update(amount=0),
    ):
        with pytest.raises(TypeError, match="append-only"):
            change()

    assert LedgerEntry.objects.get().amount == Decimal("11.00")
