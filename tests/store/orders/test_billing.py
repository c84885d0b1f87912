"""An order is billed to one of the customer's own companies."""

from __future__ import annotations

from typing import Any

import pytest

from store.models import Cart, Company, Order
from store.orders.checkout import place_order
from tests.admin_pages import filled, text
from tests.architecture.world import everything
from tests.builders import (
    make_cart,
    make_company,
    make_customer,
    make_order,
    make_product,
)

pytestmark = pytest.mark.django_db
URL = "/store/orders/"
ATLAS = {"name": "Atlas & Sons", "tax_number": "0001", "address": "4 Rue A, Algiers"}


def order(client: Any, company_id: Any) -> Any:
    cart = make_cart((make_product(), 1))
    body = {"cart_id": str(cart.pk), "company_id": company_id}
    return client.post(URL, body, format="json")


def test_an_order_is_billed_to_ones_company(client_of: Any, alice: Any) -> None:
    company = make_company(alice.customer, **ATLAS)
    client = client_of(alice)

    answer = order(client, company.pk)

    assert (answer.status_code, answer.json()["billed_to"]) == (201, ATLAS)
    placed = Order.objects.get()
    assert placed.company == company
    assert client.get(f"{URL}{placed.pk}/").json()["billed_to"] == ATLAS
    assert client.get(URL).json()[0]["billed_to"] == ATLAS


def test_an_order_without_a_company_is_billed_to_nobody_else(
    client_of: Any, alice: Any
) -> None:
    make_company(alice.customer)
    client = client_of(alice)

    assert order(client, None).json()["billed_to"] is None
    cart = make_cart((make_product(), 1))
    plain = client.post(URL, {"cart_id": str(cart.pk)}).json()
    assert plain["billed_to"] is None


def test_a_company_without_a_tax_number_bills_without_one(
    client_of: Any, alice: Any
) -> None:
    company = make_company(alice.customer, name="Atlas")

    billed = order(client_of(alice), company.pk).json()["billed_to"]

    assert billed == {"name": "Atlas", "tax_number": None, "address": ""}


@pytest.mark.parametrize("who", ["alice", "staff"])
def test_a_company_of_somebody_else_is_unknown(
    request: Any, client_of: Any, who: str, bob: Any
) -> None:
    user = request.getfixturevalue(who)
    foreign = make_company(bob.customer, name="Secret")
    cart = make_cart((make_product(), 1))
    before = everything()

    answers = [
        client_of(user).post(
            URL, {"cart_id": str(cart.pk), "company_id": pk}, format="json"
        )
        for pk in (foreign.pk, 999999, 2**63 - 1)
    ]

    for answer in answers:
        assert answer.status_code == 400
        assert answer.json() == {
            "company_id": ["You belong to no such company."],
            "code": "unknown_company",
        }
    assert everything() == before
    assert Cart.objects.filter(pk=cart.pk).exists()


@pytest.mark.parametrize(
    "company_id", ["abc", 0, -1, 2.5, 2**63, "9" * 40, [], {}, True], ids=repr
)
def test_what_is_no_id_is_refused(client_of: Any, alice: Any, company_id: Any) -> None:
    make_company(alice.customer)
    answer = order(client_of(alice), company_id)

    assert (answer.status_code, list(answer.json())) == (400, ["company_id", "code"])
    assert not Order.objects.exists()


def test_what_was_billed_stays_whatever_becomes_of_the_company(
    client_of: Any, alice: Any, staff: Any
) -> None:
    company = make_company(alice.customer, **ATLAS)
    client, url = client_of(staff), f"/store/companies/{company.pk}/"
    placed = order(client_of(alice), company.pk).json()

    changed = {"name": "Other", "tax_number": "2", "address": "Elsewhere"}
    assert client.put(url, changed, format="json").status_code == 200
    assert client.get(f"{URL}{placed['id']}/").json() == placed
    assert client.delete(url).status_code == 204

    assert client.get(f"{URL}{placed['id']}/").json() == placed
    assert Order.objects.get().company is None
    assert not Company.objects.exists()
    alice.customer.refresh_from_db()


def test_the_admin_shows_whom_an_order_was_billed_to(admin_client: Any) -> None:
    customer = make_customer()
    company = make_company(customer, **ATLAS)
    cart = make_cart((make_product(), 1))
    billed = place_order(cart_id=cart.pk, customer=customer, company_id=company.pk)
    plain = make_order()

    def page(row: Order) -> Any:
        return admin_client.get(f"/admin/store/order/{row.pk}/change/")

    assert "Atlas &amp; Sons, 0001, 4 Rue A, Algiers" in text(page(billed))
    assert "billed_name" not in filled(page(billed))
    assert "The customer" in text(page(plain))


def test_the_confirmation_says_whom_an_order_is_billed_to(
    mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    customer = make_customer("alice")
    company = make_company(customer, **ATLAS)
    for pk in (company.pk, None):
        with django_capture_on_commit_callbacks(execute=True):
            cart = make_cart((make_product(), 1))
            place_order(cart_id=cart.pk, customer=customer, company_id=pk)

    billed, plain = [mail for mail in mailoutbox if "alice@example.com" in mail.to]
    words = "Billed to Atlas & Sons, tax number 0001, 4 Rue A, Algiers."
    assert words in billed.body
    assert "Atlas &amp; Sons" in billed.alternatives[0][0]
    assert "Billed" not in plain.body
    assert "Billed" not in plain.alternatives[0][0]
