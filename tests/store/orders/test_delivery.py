"""Where an order goes: chosen at checkout, and kept as it was then."""

from __future__ import annotations

import json
from typing import Any

import pytest

from store.models import Address, Customer, Order
from tests.architecture.world import everything
from tests.builders import (
    make_address,
    make_cart,
    make_product,
)

pytestmark = pytest.mark.django_db
URL = "/store/orders/"
HOME = {
    "name": "Amina Saadi",
    "phone": "+213555010203",
    "additional_phone": "+213555010204",
    "street": "12 Rue Didouche Mourad",
    "city": "Algiers",
    "zip": "16000",
    "region": "Algiers",
    "country": "FR",
}
PLAIN = {"street": "1 Quay", "city": "Oran"}


def order(client: Any, **wanted: Any) -> Any:
    cart = make_cart((make_product(), 1))
    body = json.dumps({"cart_id": str(cart.pk), **wanted})
    return client.post(URL, body, content_type="application/json")


def delivery(client: Any, **wanted: Any) -> Any:
    answer = order(client, **wanted)
    assert answer.status_code == 201, answer.json()
    shown = answer.json()["delivery"]
    assert client.get(f"{URL}{answer.json()['id']}/").json()["delivery"] == shown
    assert client.get(URL).json()[0]["delivery"] == shown
    return shown


def live_at(user: Any, **fields: Any) -> Address:
    """The default address for shipping."""
    address = make_address(user.customer, **fields)
    Customer.objects.filter(pk=user.customer.pk).update(
        default_shipping_address=address
    )
    return address


def test_an_order_goes_to_one_of_ones_addresses(client_of: Any, alice: Any) -> None:
    live_at(alice, street="Elsewhere")
    address = make_address(alice.customer, **HOME)

    assert delivery(client_of(alice), shipping_address_id=address.pk) == HOME


def test_an_order_goes_somewhere_else_and_no_address_is_made_of_it(
    client_of: Any, alice: Any
) -> None:
    live_at(alice)

    assert delivery(client_of(alice), delivery=HOME) == HOME
    assert Address.objects.count() == 1


def test_without_a_word_it_goes_to_the_default_address_for_shipping(
    client_of: Any, alice: Any
) -> None:
    make_address(alice.customer)
    live_at(alice, **HOME)

    assert delivery(client_of(alice)) == HOME
    assert delivery(client_of(alice), delivery=None, shipping_address_id=None) == HOME


def test_who_has_no_address_orders_as_before(client_of: Any, alice: Any) -> None:
    make_address(alice.customer, **HOME)
    Customer.objects.filter(pk=alice.customer.pk).update(phone="0555")

    assert delivery(client_of(alice)) is None
    assert Order.objects.get().delivery_line == ""


def test_name_and_phone_are_the_profiles_when_the_address_has_none(
    client_of: Any, alice: Any
) -> None:
    Customer.objects.filter(pk=alice.customer.pk).update(
        phone="0555 1", additional_phone="0555 2"
    )
    live_at(alice, **PLAIN)
    expected = {
        **dict.fromkeys(HOME, ""),
        **PLAIN,
        "name": "Alice Ait",
        "phone": "0555 1",
        "country": "DZ",
    }

    assert delivery(client_of(alice)) == expected
    assert delivery(client_of(alice), delivery=PLAIN) == expected


def test_a_phone_of_its_own_goes_before_all_others(client_of: Any, alice: Any) -> None:
    live_at(alice, **HOME)
    client = client_of(alice)

    for wanted in ({}, {"delivery": HOME}):
        shown = delivery(client, phone="0555 99 88 77", **wanted)
        assert shown == {**HOME, "phone": "+213555998877"}
    assert delivery(client, phone="") == HOME


def test_a_phone_alone_is_kept_too(client_of: Any, alice: Any) -> None:
    shown = delivery(client_of(alice), phone="+213555998877")

    assert shown == {
        **dict.fromkeys(HOME, ""),
        "name": "Alice Ait",
        "phone": "+213555998877",
    }


def test_phones_and_countries_are_understood_as_in_addresses(
    client_of: Any, alice: Any
) -> None:
    shown = delivery(
        client_of(alice), delivery={**PLAIN, "phone": "0555010203", "country": "tn"}
    )

    assert (shown["phone"], shown["country"]) == ("+213555010203", "TN")


def test_a_form_is_as_good_as_json(client_of: Any, alice: Any) -> None:
    live_at(alice)
    cart = make_cart((make_product(), 1))
    body = {"cart_id": cart.pk, "delivery.street": "1 Quay", "delivery.city": "Oran"}

    shown = client_of(alice).post(URL, body, format="multipart").json()["delivery"]

    assert (shown["street"], shown["city"]) == ("1 Quay", "Oran")


def test_neither_editing_nor_deleting_the_address_changes_an_order(
    client_of: Any, alice: Any
) -> None:
    address, client = live_at(alice, **HOME), client_of(alice)
    placed = order(client).json()
    url = f"/store/customers/me/addresses/{address.pk}/"

    assert client.patch(url, {"street": "Other", "name": "Else"}).status_code == 200
    assert client.delete(url).status_code == 204

    assert client.get(f"{URL}{placed['id']}/").json() == placed


def test_an_address_of_somebody_else_is_as_unknown_as_none(
    client_of: Any, alice: Any, bob: Any
) -> None:
    foreign = make_address(bob.customer, street="Secret")
    cart = make_cart((make_product(), 1))
    before = everything()

    for pk in (foreign.pk, 999_999, 2**63 - 1):
        answer = client_of(alice).post(
            URL, {"cart_id": str(cart.pk), "shipping_address_id": pk}, format="json"
        )
        assert (answer.status_code, answer.json()) == (
            400,
            {
                "shipping_address_id": ["You have no such address."],
                "code": "unknown_address",
            },
        )
    assert everything() == before


def test_both_an_address_and_another_place_are_too_much(
    client_of: Any, alice: Any
) -> None:
    address = make_address(alice.customer)

    answer = order(client_of(alice), shipping_address_id=address.pk, delivery=HOME)

    assert (answer.status_code, answer.json()) == (
        400,
        {
            "delivery": ["Send either delivery or shipping_address_id."],
            "code": "two_destinations",
        },
    )
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        *(
            ({"shipping_address_id": value}, "shipping_address_id")
            for value in ("abc", 0, -1, 2.5, 2**63, "9" * 40, [], {}, True)
        ),
        *(
            ({"phone": value}, "phone")
            for value in ("123", "nobody", [], {}, 5, True, None)
        ),
        *(
            ({"delivery": value}, "delivery")
            for value in (
                *("text", [], 5, True, {}),
                {"street": "S"},
                {"city": "C"},
                {**PLAIN, "street": " "},
                {**PLAIN, "street": "a\0"},
                {**PLAIN, "street": "\ud800"},
                {**PLAIN, "street": "x" * 256},
                {**PLAIN, "zip": "x" * 21},
                {**PLAIN, "country": "XX"},
                {**PLAIN, "phone": "123"},
                {**PLAIN, "name": None},
                {**PLAIN, "city": {"a": 1}},
            )
        ),
    ],
    ids=repr,
)
def test_what_cannot_be_is_refused_and_nothing_is_ordered(
    client_of: Any, alice: Any, wanted: Any, field: str
) -> None:
    answer = order(client_of(alice), **wanted)

    assert (answer.status_code, list(answer.json())) == (400, [field, "code"])
    assert not Order.objects.exists()


# --- When the installation asks for them ------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "missing"),
    [
        ({}, ["street", "city", "phone"]),
        ({"phone": "0555010203"}, ["street", "city"]),
        ({"delivery": PLAIN}, ["phone"]),
    ],
)
def test_an_order_that_could_not_be_brought_is_refused(
    client_of: Any, alice: Any, settings: Any, wanted: Any, missing: list[str]
) -> None:
    settings.STORE_REQUIRE_DELIVERY_DETAILS = True
    cart = make_cart((make_product(), 1))
    before = everything()

    answer = client_of(alice).post(
        URL, {"cart_id": str(cart.pk), **wanted}, format="json"
    )

    assert (answer.status_code, answer.json()) == (
        400,
        {
            "delivery": ["Say where this goes, and a phone number."],
            "missing": missing,
            "code": "delivery_details_required",
        },
    )
    assert everything() == before


def test_with_street_city_and_phone_it_is_placed(
    client_of: Any, alice: Any, settings: Any
) -> None:
    settings.STORE_REQUIRE_DELIVERY_DETAILS = True
    client = client_of(alice)

    assert order(client, delivery=PLAIN, phone="0555010203").status_code == 201
    live_at(alice, **HOME)
    assert order(client).status_code == 201
