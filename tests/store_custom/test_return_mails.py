"""What vendors and customers hear of returns."""

from __future__ import annotations

from typing import Any

import pytest

from core.models import Mail
from core.tasks import deliver_due_mails
from store.models import Vendor
from store.orders.moves import move_items
from store.orders.returns import (
    accept_return,
    ask_returns,
    refuse_return,
    withdraw_return,
)
from store.signals import return_changed
from tests.builders import make_delivered, make_product, make_return

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(
    alice: Any, veras_shop: Vendor, ottos_shop: Vendor, settings: Any, mailoutbox: Any
) -> Any:
    """Two lines of vera's, one of otto's, one of the store, delivered."""
    settings.STORE_NOTICE_EMAILS = ["desk@example.com"]
    Vendor.objects.filter(pk=veras_shop.pk).update(email="shop@veras.example")
    order = make_delivered(
        alice.customer,
        (make_product("Mango", vendor=veras_shop), 2),
        (make_product("<b>Jam</b>", vendor=veras_shop), 1),
        (make_product("Secret book", vendor=ottos_shop), 1),
        (make_product("Bag"), 1),
    )
    Mail.objects.all().delete()
    return order


def keys() -> list[str]:
    return sorted(Mail.objects.values_list("key", flat=True))


def test_each_vendor_hears_of_its_own_lines_alone(order: Any, mailoutbox: Any) -> None:
    items = {item.pk for item in order.items.all()}

    requests = ask_returns(
        order=order, item_ids=items, reason="damaged", words="<i>Bruised</i>"
    )
    deliver_due_mails()

    mango, _, book, bag = (request.pk for request in requests)
    assert keys() == sorted(f"return_asked:{pk}" for pk in (mango, book, bag))
    sent = {message.to[0]: message for message in mailoutbox}
    assert set(sent) == {"shop@veras.example", "otto@example.com", "desk@example.com"}
    veras = sent["shop@veras.example"]
    assert veras.subject == f"Order {order.pk}: 2 items to come back to Vera's"
    for words in (
        "2 ×  Mango",
        "1 ×  <b>Jam</b>",
        "Reason: Damaged",
        "<i>Bruised</i>",
    ):
        assert words in veras.body
    html = veras.alternatives[0][0]
    assert "&lt;i&gt;Bruised&lt;/i&gt;" in html
    assert "&lt;b&gt;Jam&lt;/b&gt;" in html
    whole = veras.message().as_string()
    assert "Secret book" not in whole
    assert "alice@example.com" not in whole


def test_what_was_withdrawn_before_the_mail_left_is_not_told(
    order: Any, mailoutbox: Any
) -> None:
    request = make_return(order.items.first())
    withdraw_return(request=request, by=None)

    deliver_due_mails()

    assert keys() == [f"return_asked:{request.pk}"]
    assert Mail.objects.get().status == "skipped"
    assert mailoutbox == []


def test_the_customer_hears_of_a_refusal_with_its_note(
    order: Any, mailoutbox: Any
) -> None:
    request = make_return(order.items.first())
    Mail.objects.all().delete()

    refuse_return(request=request, by=None, note="It was <used>.")
    deliver_due_mails()

    assert keys() == [f"return_decided:{request.pk}"]
    [message] = mailoutbox
    assert message.to == ["alice@example.com"]
    assert message.subject == f"Your return from order {order.pk} is refused"
    assert f'Vera\'s does not take "Mango" of order {order.pk} back.' in message.body
    assert "It was <used>." in message.body
    assert "It was &lt;used&gt;." in message.alternatives[0][0]


@pytest.mark.parametrize("way", ["accept", "move"])
def test_the_customer_hears_once_that_it_is_accepted(
    order: Any, mailoutbox: Any, way: str
) -> None:
    request = make_return(order.items.first())
    Mail.objects.all().delete()

    if way == "accept":
        accept_return(request=request, by=None, note="Send it by post.")
    else:
        move_items(items=[request.item], to="returned", by=None)
    request.refresh_from_db()
    return_changed.send(sender=type(request), requests=[request])
    deliver_due_mails()

    [message] = mailoutbox
    assert message.subject == f"Your return from order {order.pk} is accepted"
    assert f'takes "Mango" of order {order.pk} back' in message.body
    assert ("Send it by post." in message.body) == (way == "accept")


def test_nobody_is_written_to_about_what_comes_back_unasked(
    order: Any, mailoutbox: Any
) -> None:
    move_items(items=[order.items.first()], to="returned", by=None)

    assert keys() == []


def test_an_account_that_is_gone_is_not_written_to(
    order: Any, alice: Any, mailoutbox: Any
) -> None:
    request = make_return(order.items.first())
    Mail.objects.all().delete()
    alice.is_active = False
    alice.save()

    accept_return(request=request, by=None)
    deliver_due_mails()

    assert mailoutbox == []
