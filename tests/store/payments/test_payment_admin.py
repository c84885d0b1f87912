"""Payments, refunds and unapplied money in the admin: by the rules, asked for once more."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from store.models import LedgerEntry, Order, Payment, PaymentEvent, Refund
from store.orders.moves import cancel_lines, move_items
from store.payments.services import record_transfer
from store.vendors.choices import Role
from tests.admin_pages import page, queries_of, said, text
from tests.builders import (
    make_member,
    make_order,
    make_product,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db
LISTS = ["payment", "refund", "unappliedpayment"]


def paid_by(method, vendor=None, customer=None):
    line = (make_product(vendor=vendor), 1)
    return make_order(customer, line, payment_method=method).payments.get()


def shipped_cash(vendor=None):
    payment = paid_by("cash_on_delivery", vendor)
    for status in ("packed", "shipped"):
        move_items(items=list(payment.order.items.all()), to=status, by=None)
    return payment


def given_back(too_much=2):
    payment = paid_by("manual", make_vendor())
    amount = payment.amount + too_much
    record_transfer(payment=payment, amount=amount, reference="1", by=None)
    cancel_lines(order=payment.order, item_ids=None, until="packed", by=None)
    return payment


def step(model, name, row):
    return reverse(f"admin:store_{model}_{name}", args=[row.pk])


def test_a_step_is_asked_for_and_then_done_by_the_rule(admin_client):
    payment = shipped_cash(make_vendor())
    url = step("payment", "collect", payment)

    asked = admin_client.get(url)
    payment.refresh_from_db()
    assert asked.status_code == 200
    assert "The buyer paid at the door" in text(asked)
    assert payment.status == "to_confirm"
    admin_client.post(url, {"said": "yes"})
    payment.refresh_from_db()
    assert payment.status == "to_confirm"  # who has the cash was not said

    done = admin_client.post(url, {"said": "yes", "held_by": "vendor"})

    payment.refresh_from_db()
    assert (payment.status, payment.held_by) == ("collected", "vendor")
    assert said(done) == ["Collected: 1."]
    assert done["Location"] == page("store_payment", "change", payment.pk)
    assert LedgerEntry.objects.filter(kind="cash_collected").count() == 1


def test_a_page_offers_the_steps_that_are_legal(admin_client):
    payment = paid_by("manual")
    html = text(admin_client.get(page("store_payment", "change", payment.pk)))

    assert step("payment", "record", payment) in html
    assert step("payment", "cancel", payment) in html
    assert step("payment", "collect", payment) not in html
    assert admin_client.get(step("payment", "collect", payment)).status_code == 403
    assert 'name="_save"' not in html


def test_a_list_takes_a_step_with_several_and_names_what_can_not(admin_client):
    first, second, other = paid_by("manual"), paid_by("manual"), shipped_cash()
    posted = {
        "action": "record_some",
        "_selected_action": [first.pk, second.pk, other.pk],
    }
    url = page("store_payment", "changelist")
    assert "on the statement" in text(admin_client.post(url, posted))

    done = admin_client.post(url, {**posted, "said": "yes", "reference": "CCP 7"})

    assert sorted(said(done)) == [
        f"Cash on delivery, order {other.order_id}: "
        "The payment is not in a state for this.",
        "Record transfer: 2.",
    ]
    assert Payment.objects.filter(status="paid", reference="CCP 7").count() == 2


def test_what_is_owed_comes_first_and_is_recorded_as_paid(admin_client, admin_user):
    given_back()
    older, newer = Refund.objects.get(), given_back() and Refund.objects.latest("pk")
    url = step("refund", "pay", newer)

    admin_client.post(url, {"said": "yes", "paid_by": "vendor", "reference": "CCP 9"})

    newer.refresh_from_db()
    assert (newer.status, newer.paid_by, newer.reference, newer.by) == (
        "paid",
        "vendor",
        "CCP 9",
        admin_user,
    )
    rows = admin_client.get(page("store_refund", "changelist")).context["cl"]
    assert list(rows.result_list) == [older, newer]
    assert admin_client.get(url).status_code == 403


def test_unapplied_money_is_a_queue_with_a_number_in_the_menu(admin_client):
    first, second = given_back(), given_back()
    row = second.unapplied.get()
    url = page("store_unappliedpayment", "changelist")
    menu = admin_client.get("/admin/").context["sidebar_navigation"]
    badges = {i["title"]: i.get("badge") for g in menu for i in g["items"]}
    assert (badges["Refunds"], badges["Unapplied payments"]) == (2, 2)

    done = admin_client.post(
        step("unappliedpayment", "give_back", row), {"said": "yes", "reference": "1"}
    )

    row.refresh_from_db()
    assert row.refunded_at is not None
    assert said(done) == ["Record as given back: 1."]
    rows = admin_client.get(url).context["cl"].result_list
    assert list(rows) == [first.unapplied.get(), row]


def test_an_order_shows_its_money_and_is_recorded_as_paid(admin_client):
    payment = shipped_cash()
    order = payment.order
    url = page("store_order", "change", order.pk)
    assert "11.00 due, 0.00 received, 0.00 given back" in text(admin_client.get(url))

    admin_client.post(step("order", "pay", order), {"said": "yes"})

    order.refresh_from_db()
    assert order.payment_status == "C"
    html = text(admin_client.get(url))
    assert "0.00 due, 11.00 received, 0.00 given back" in html
    assert page("store_payment", "change", payment.pk) in html
    assert admin_client.get(step("order", "pay", order)).status_code == 403


def test_an_unpaid_order_is_deleted_with_its_attempts(admin_client):
    order = paid_by("manual").order

    admin_client.post(page("store_order", "delete", order.pk), {"post": "yes"})

    assert not Order.objects.exists()
    assert not Payment.objects.exists()


def test_staff_without_the_right_take_no_step(client):
    member = make_user(is_staff=True)
    member.user_permissions.add(Permission.objects.get(codename="view_payment"))
    client.force_login(member)
    payment = shipped_cash()
    url = step("payment", "collect", payment)

    answers = [client.get(url), client.post(url, {"said": "yes", "held_by": "store"})]

    assert [answer.status_code for answer in answers] == [403, 403]
    payment.refresh_from_db()
    assert payment.status == "to_confirm"


@pytest.fixture
def packer(client):
    """A member who packs, may enter the admin, and was given every permission."""
    user = make_user(is_staff=True)
    make_member(make_vendor(), user, Role.STAFF)
    user.user_permissions.set(Permission.objects.all())
    client.force_login(user)
    return user


def test_members_see_and_collect_the_cash_of_their_own_parts(client, packer):
    shop = packer.vendor_memberships.get().vendor
    own, others = shipped_cash(shop), shipped_cash(make_vendor())
    whole = paid_by("manual", shop)
    rows = client.get(page("store_payment", "changelist")).context["cl"].result_list
    assert list(rows) == [own]

    for payment in (others, whole):
        shown = client.get(page("store_payment", "change", payment.pk))
        assert shown.status_code == 302  # there is none: back to the start
        assert client.post(step("payment", "cancel", payment)).status_code == 403
    client.post(step("payment", "collect", own), {"said": "yes", "held_by": "store"})

    own.refresh_from_db()
    assert (own.status, own.held_by) == ("collected", "vendor")
    assert client.get(step("payment", "remit", own)).status_code == 403
    for model in LISTS[1:]:
        assert client.get(page(f"store_{model}", "changelist")).status_code == 403


@pytest.mark.parametrize("model", LISTS)
def test_a_list_costs_no_more_queries_for_ten_rows_than_for_two(admin_client, model):
    url = page(f"store_{model}", "changelist")
    counts = []
    for size in (2, 8):
        for _ in range(size):
            given_back()
        counts.append(queries_of(admin_client, url))

    assert counts[0] == counts[1]


def test_an_event_is_read_as_it_came(admin_client):
    event = PaymentEvent.objects.create(
        provider="chargily", event_id="1", body='{"a": "<b>"}'
    )

    html = text(admin_client.get(page("store_paymentevent", "change", event.pk)))

    assert "{&quot;a&quot;: &quot;&lt;b&gt;&quot;}" in html
    assert 'name="_save"' not in html
