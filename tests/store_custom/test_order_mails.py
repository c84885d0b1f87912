"""What customers are told after they ordered: each thing once, and only them."""

import pytest

from core.mail.services import deliver_mail
from core.models import Mail
from store.models import OrderItem, Payment, Refund
from store.orders.moves import advance_part, cancel_lines, move_items
from store.payments import cash
from store.payments.errors import NotDelivered
from store.payments.refunds import pay_refund
from store.payments.services import record_transfer
from store.signals import order_changed
from tests.builders import make_customer, make_order, make_product, make_vendor

pytestmark = pytest.mark.django_db
LATER = ("order_moved", "payment_received", "refund_owed", "refund_paid")


@pytest.fixture
def order():
    """Three lines of one shop, 11 each with tax, paid at the door."""
    shop = make_vendor(shop_name="Mango House", email="shop@mango.example")
    lines = [(make_product(title, vendor=shop), 1) for title in ("Jam", "Tea", "Nuts")]
    customer = make_customer("alice", first_name="Alice")
    return make_order(customer, *lines, payment_method="cash_on_delivery")


def promised():
    rows = Mail.objects.filter(kind__in=LATER).order_by("pk")
    return list(rows.values_list("kind", "key"))


def letter(key, mailoutbox):
    assert deliver_mail(key=key)
    message = mailoutbox[-1]
    assert message.to == ["alice@example.com"]
    return message


def pay_by_transfer(order, more=0):
    """As if it had been chosen at the checkout."""
    order.payments.update(vendor_order=None, method="manual", status="pending")
    payment = order.payments.get()
    amount = payment.amount + more
    record_transfer(payment=payment, amount=amount, reference="CCP 1", by=None)
    return payment


def test_a_move_of_many_lines_is_one_mail(order, mailoutbox):
    [part] = order.vendor_orders.prefetch_related("items")

    advance_part(part=part, by=None)

    first = order.items.earliest("pk")
    assert promised() == [("order_moved", f"order_moved:{first.pk}:packed")]
    message = letter(f"order_moved:{first.pk}:packed", mailoutbox)
    assert message.subject == f"Your order {order.pk} is packed"
    assert "Hello Alice," in message.body
    assert "1 ×  Tea: 11.00 DZD" in message.body
    assert "Total: 33.00 DZD" in message.body
    assert "You pay" not in message.body


def test_what_is_on_its_way_is_to_be_paid_at_the_door(order, mailoutbox):
    jam = order.items.get(title="Jam")
    for status in ("packed", "shipped"):
        move_items(items=[jam], to=status, by=None)

    message = letter(f"order_moved:{jam.pk}:shipped", mailoutbox)

    assert message.subject == f"Part of your order {order.pk} is on its way"
    assert "Tea" not in message.body
    assert "You pay 33.00 DZD when it is brought to you." in message.body
    assert "<strong>33.00 DZD</strong>" in message.alternatives[0][0]


def test_a_mail_about_a_move_is_promised_once_however_often_it_is_announced(order):
    [jam] = OrderItem.objects.filter(title="Jam")
    for _ in range(2):
        order_changed.send(
            sender=None, order_id=order.pk, item_ids=[jam.pk], to="packed"
        )

    assert promised() == [("order_moved", f"order_moved:{jam.pk}:packed")]


def test_a_move_that_is_undone_promises_nothing(order):
    with pytest.raises(NotDelivered):
        cash.collect(payment=order.payments.get(), held_by="store", by=None)

    assert promised() == []


def test_cash_at_the_door_is_delivered_and_received(order, mailoutbox):
    payment = order.payments.get()
    for status in ("packed", "shipped"):
        move_items(items=list(order.items.all()), to=status, by=None)
    cash.collect(payment=payment, held_by="vendor", by=None)

    kinds = [kind for kind, _ in promised()]
    assert kinds == ["order_moved", "order_moved", "payment_received", "order_moved"]
    message = letter(f"payment_received:{payment.pk}", mailoutbox)
    assert message.subject == f"We received 33.00 DZD for your order {order.pk}"
    assert "(cash on delivery)" in message.body
    assert "Nothing is left to pay." in message.body


def test_what_is_too_much_is_said_to_come_back(order, mailoutbox):
    payment = pay_by_transfer(order, more=2)

    message = letter(f"payment_received:{payment.pk}", mailoutbox)

    assert "we received 35.00 DZD" in message.body
    assert "2.00 DZD of that could not be used" in message.body


def test_a_refund_is_told_when_it_is_owed_and_when_it_is_paid(order, mailoutbox):
    pay_by_transfer(order)
    jam = order.items.get(title="Jam")
    cancel_lines(order=order, item_ids={jam.pk}, until="packed", by=None)
    refund = Refund.objects.get()

    owed = letter(f"refund_owed:{refund.pk}", mailoutbox)
    pay_refund(refund=refund, paid_by="vendor", reference="CCP 9", by=None)
    paid = letter(f"refund_paid:{refund.pk}", mailoutbox)

    assert owed.subject == f"You get 11.00 DZD of your order {order.pk} back"
    assert "1 ×  Jam: 11.00 DZD" in owed.body
    assert "Tea" not in owed.body
    assert paid.subject == f"11.00 DZD of your order {order.pk} were given back"
    assert "Mango House gave you 11.00 DZD back" in paid.body
    assert "Reference: CCP 9" in paid.body


def test_what_costs_nothing_is_not_paid_by_mail():
    order = make_order(None, (make_product(unit_price=0), 1))
    assert Payment.objects.get().status == "paid"

    cancel_lines(order=order, item_ids=None, until="packed", by=None)

    assert [kind for kind, _ in promised()] == ["order_moved"]


def test_erasing_a_customer_takes_their_mails_away(order, client_of, mailoutbox):
    pay_by_transfer(order)
    cancel_lines(order=order, item_ids=None, until="packed", by=None)
    pay_refund(refund=Refund.objects.get(), paid_by="store", reference="", by=None)
    assert {kind for kind, _ in promised()} == set(LATER)

    answer = client_of(order.customer.user).delete(
        "/auth/users/me/", {"current_password": "Mango-Tree-42"}
    )

    assert answer.status_code == 204
    assert promised() == []
