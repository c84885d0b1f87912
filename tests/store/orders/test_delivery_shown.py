"""Who is shown where an order goes, and how."""

from __future__ import annotations

from typing import Any

import pytest

from tests.admin_pages import filled, text
from tests.builders import make_customer, make_order, make_product
from tests.store.orders.test_delivery import HOME, URL, live_at

pytestmark = pytest.mark.django_db


def test_the_vendor_sees_where_its_part_goes_and_whom_to_call(
    client_of: Any, alice: Any, sam: Any, veras_shop: Any
) -> None:
    live_at(alice, **HOME)
    make_order(alice.customer, (make_product(vendor=veras_shop), 1))

    [part] = client_of(sam).get(f"/store/vendors/{veras_shop.pk}/orders/").json()

    assert part["delivery"] == HOME
    assert part["contact"] == {"name": "Amina Saadi", "phone": "+213555010203"}


def test_staff_see_where_an_order_goes(client_of: Any, alice: Any, staff: Any) -> None:
    live_at(alice, **HOME)
    placed = make_order(alice.customer)

    assert client_of(staff).get(f"{URL}{placed.pk}/").json()["delivery"] == HOME


LINE = (
    "Amina Saadi, 12 Rue Didouche Mourad, 16000 Algiers, Algiers, FR, "
    "+213555010203, +213555010204"
)


def test_the_admin_shows_it_on_one_line_and_lets_nobody_change_it(
    admin_client: Any, alice: Any
) -> None:
    live_at(alice, **HOME)
    placed = make_order(alice.customer)
    page = admin_client.get(f"/admin/store/order/{placed.pk}/change/")
    part = placed.vendor_orders.get()
    part_page = admin_client.get(f"/admin/store/vendororder/{part.pk}/change/")

    assert LINE in text(page)
    assert LINE in text(part_page)
    assert not [name for name in filled(page) if "delivery" in name]


def test_a_street_typed_on_two_lines_is_one_line_for_people(alice: Any) -> None:
    live_at(alice, street="12 Rue A\nStairs  B", city="Algiers")

    line = make_order(alice.customer).delivery_line

    assert line == "Alice Ait, 12 Rue A Stairs B, Algiers, DZ"


@pytest.mark.parametrize("address", [HOME, {**HOME, "name": "<b>A</b>"}])
def test_the_mails_say_where_it_goes(
    alice: Any,
    veras_shop: Any,
    mailoutbox: Any,
    django_capture_on_commit_callbacks: Any,
    address: dict[str, str],
) -> None:
    veras_shop.email = "shop@veras.example"
    veras_shop.save()
    live_at(alice, **address)

    with django_capture_on_commit_callbacks(execute=True):
        make_order(alice.customer, (make_product(vendor=veras_shop), 1))

    bodies = {mail.to[0]: mail for mail in mailoutbox}
    line = LINE.replace("Amina Saadi", address["name"])
    shop, customer = bodies["shop@veras.example"], bodies["alice@example.com"]
    assert f"\nSend it to {line}.\n" in shop.body
    assert f"\nIt goes to {line}.\n" in customer.body
    escaped = line.replace("<", "&lt;").replace(">", "&gt;")
    for mail in (shop, customer):
        assert f"<strong>{escaped}</strong>" in mail.alternatives[0][0]


def test_the_mails_of_an_order_without_details_say_nothing_of_them(
    mailoutbox: Any, django_capture_on_commit_callbacks: Any, veras_shop: Any
) -> None:
    veras_shop.email = "shop@veras.example"
    veras_shop.save()
    with django_capture_on_commit_callbacks(execute=True):
        make_order(make_customer(), (make_product(vendor=veras_shop), 1))

    texts = [mail.body + mail.alternatives[0][0] for mail in mailoutbox]
    assert len(texts) == 2
    assert not [one for one in texts if "goes to" in one or "Send it to" in one]


def test_an_account_that_is_not_in_use_any_more_leaves_a_city_and_no_details(
    alice: Any,
) -> None:
    live_at(alice, **HOME)
    alice.is_active = False
    alice.save()

    assert make_order(alice.customer).delivery_line == "Algiers, Algiers, FR"
