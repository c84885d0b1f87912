"""`/store/customers/me/addresses/`."""

from __future__ import annotations

from typing import Any

import pytest

from store.customers.services import MOST_ADDRESSES
from store.models import Address, Customer
from tests.builders import make_address

pytestmark = pytest.mark.django_db
URL = "/store/customers/me/addresses/"
LEAST = {"street": "1 Rue Didouche", "city": "Algiers"}
WHOLE = {
    **LEAST,
    "label": "Home",
    "name": "Alice Ait",
    "phone": "+213555010203",
    "additional_phone": "+33612345678",
    "zip": "16000",
    "region": "Algiers",
    "country": "FR",
}
NOTHING = {
    "label": "",
    "name": "",
    "phone": "",
    "additional_phone": "",
    "zip": "",
    "region": "",
    "country": "DZ",
}


def defaults(user: Any) -> tuple[int | None, int | None]:
    customer = Customer.objects.get(user=user)
    return customer.default_billing_address_id, customer.default_shipping_address_id


def post(client: Any, **fields: Any) -> Any:
    response = client.post(URL, {**LEAST, **fields}, format="json")
    assert response.status_code == 201, response.content
    return response.json()


def test_street_and_city_are_enough(client_of, alice):
    added = post(client_of(alice))

    assert added == {
        "id": Address.objects.get().pk,
        **NOTHING,
        **LEAST,
        "is_default_billing": True,
        "is_default_shipping": True,
    }


@pytest.mark.parametrize("form", ["json", "multipart"])
def test_every_field_is_kept(client_of, alice, form):
    client = client_of(alice)

    added = client.post(URL, WHOLE, format=form).json()

    assert {name: added[name] for name in WHOLE} == WHOLE
    assert client.get(f"{URL}{added['id']}/").json() == added
    assert client.get(URL).json() == [added]


@pytest.mark.parametrize("missing", ["street", "city"])
def test_street_and_city_are_required(client_of, alice, missing):
    body = {name: value for name, value in LEAST.items() if name != missing}

    response = client_of(alice).post(URL, body)

    assert response.status_code == 400
    assert response.json()[missing] == ["This field is required."]
    assert not Address.objects.exists()


@pytest.mark.parametrize("field", ["phone", "additional_phone"])
@pytest.mark.parametrize(
    ("sent", "kept"), [("0555 01 02 03", "+213555010203"), ("", "")]
)
def test_phones_are_read_in_the_stores_region(client_of, alice, field, sent, kept):
    added = post(client_of(alice), **{field: sent})

    assert added[field] == kept
    assert str(getattr(Address.objects.get(), field)) == kept


@pytest.mark.parametrize("field", ["phone", "additional_phone"])
@pytest.mark.parametrize("sent", ["12", "home", "+21355501020399", None, [1], "\0"])
def test_a_number_that_nobody_can_call_is_refused(client_of, alice, field, sent):
    response = client_of(alice).post(URL, {**LEAST, field: sent}, format="json")

    assert response.status_code == 400
    assert set(response.json()) == {field, "code"}
    assert not Address.objects.exists()


@pytest.mark.parametrize(("sent", "kept"), [("fr", "FR"), (" dz ", "DZ"), ("", "DZ")])
def test_countries_are_two_letters_in_any_case(client_of, alice, sent, kept):
    assert post(client_of(alice), country=sent)["country"] == kept


@pytest.mark.parametrize("sent", ["ZZ", "FRA", "F", "France", None, 1])
def test_an_unknown_country_is_refused(client_of, alice, sent):
    response = client_of(alice).post(URL, {**LEAST, "country": sent}, format="json")

    assert response.status_code == 400
    assert response.json()["country"]


def test_the_country_that_is_left_out_is_the_stores_own(client_of, alice, settings):
    settings.STORE_COUNTRY = "TN"

    assert post(client_of(alice))["country"] == "TN"


def test_the_first_address_is_the_default_for_both_whatever_was_sent(client_of, alice):
    added = post(client_of(alice), is_default_billing=False)

    assert added["is_default_billing"] is added["is_default_shipping"] is True
    assert defaults(alice) == (added["id"], added["id"])


def test_a_second_address_takes_only_the_defaults_it_asks_for(client_of, alice):
    client = client_of(alice)
    first = post(client)["id"]
    plain = post(client)["id"]
    second = post(client, is_default_shipping=True)["id"]

    assert defaults(alice) == (first, second)
    shown = {row["id"]: row for row in client.get(URL).json()}
    assert [shown[pk]["is_default_billing"] for pk in (first, plain, second)] == [
        True,
        False,
        False,
    ]
    assert [shown[pk]["is_default_shipping"] for pk in (first, plain, second)] == [
        False,
        False,
        True,
    ]


def test_false_clears_the_default_it_has_and_no_other(client_of, alice):
    client = client_of(alice)
    first, second = post(client)["id"], post(client)["id"]

    other = client.patch(f"{URL}{second}/", {"is_default_billing": False})
    assert other.status_code == 200
    assert defaults(alice) == (first, first)

    own = client.patch(f"{URL}{first}/", {"is_default_billing": False})
    assert own.json()["is_default_billing"] is False
    assert defaults(alice) == (None, first)


@pytest.mark.parametrize("form", ["json", "multipart"])
@pytest.mark.parametrize("verb", ["put", "patch"])
def test_a_change_that_says_nothing_of_defaults_keeps_them(
    client_of, alice, verb, form
):
    client = client_of(alice)
    pk = post(client)["id"]

    response = getattr(client, verb)(
        f"{URL}{pk}/", {**LEAST, "city": "Oran"}, format=form
    )

    assert response.status_code == 200
    assert response.json()["city"] == "Oran"
    assert defaults(alice) == (pk, pk)


def test_a_put_needs_street_and_city(client_of, alice):
    client = client_of(alice)
    pk = post(client)["id"]

    assert client.put(f"{URL}{pk}/", {"city": "Oran"}).status_code == 400
    assert Address.objects.get().city == "Algiers"


def test_deleting_the_default_makes_no_other_one_the_default(client_of, alice):
    client = client_of(alice)
    first = post(client)["id"]
    second = post(client, is_default_billing=True)["id"]

    assert client.delete(f"{URL}{first}/").status_code == 204
    assert defaults(alice) == (second, None)
    assert client.delete(f"{URL}{second}/").status_code == 204
    assert defaults(alice) == (None, None)
    assert client.get(URL).json() == []


@pytest.mark.parametrize("verb", ["get", "put", "patch", "delete"])
@pytest.mark.parametrize("is_staff", [True, False])
def test_somebody_elses_address_is_not_there(client_of, alice, bob, verb, is_staff):
    bob.is_staff = is_staff
    address = make_address(alice.customer)

    response = getattr(client_of(bob), verb)(
        f"{URL}{address.pk}/", {**LEAST, "is_default_billing": True}
    )

    assert response.status_code == 404
    assert Address.objects.get().street == address.street
    assert defaults(bob) == (None, None)
    assert client_of(bob).get(URL).json() == []


def test_an_address_is_never_given_to_somebody_else(client_of, alice, bob):
    sent = {"customer": bob.customer.pk, "customer_id": bob.customer.pk, "id": 99}

    added = post(client_of(alice), **sent)

    assert added["id"] != 99
    assert Address.objects.get().customer == alice.customer


def test_the_fifty_first_address_is_refused(client_of, alice):
    for _ in range(MOST_ADDRESSES):
        make_address(alice.customer)

    response = client_of(alice).post(URL, LEAST)

    assert response.status_code == 409
    assert response.json()["code"] == "too_many_addresses"
    assert Address.objects.count() == MOST_ADDRESSES


def test_addresses_are_for_the_signed_in(anon, api_client, authenticate):
    assert anon.get(URL).status_code == 401
    assert anon.post(URL, LEAST).status_code == 401
    authenticate()
    assert api_client.get(URL).json() == []
    assert api_client.post(URL, LEAST).status_code == 404
    assert not Address.objects.exists()


def test_an_address_of_the_base_columns_reads(client_of, alice):
    address = Address.objects.create(customer=alice.customer, street="S", city="C")

    assert client_of(alice).get(f"{URL}{address.pk}/").json() == {
        **NOTHING,
        "id": address.pk,
        "street": "S",
        "city": "C",
        "is_default_billing": False,
        "is_default_shipping": False,
    }


def test_a_change_of_the_profile_moves_no_default(client_of, alice):
    client = client_of(alice)
    first = post(client)["id"]
    stale = Customer.objects.get(user=alice)
    Customer.objects.update(default_billing_address=None)
    alice.customer = stale

    assert client.patch("/store/customers/me/", {"phone": "1"}).status_code == 200
    assert defaults(alice) == (None, first)
