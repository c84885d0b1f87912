"""What a signed-in customer looks at and searches for is written down in the background."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from store.insights.receivers import buffer
from store.insights.words import clean_words, digest_of
from store.models import Customer, ProductView, SearchQuery
from store.signals import product_viewed, products_searched
from tests.builders import make_member, make_product, make_user, make_vendor
from tests.store.insights.seeing import (
    client_for,
    look,
    search,
    searched,
    viewed,
    write_down,
)

pytestmark = pytest.mark.django_db


def test_what_was_looked_at_last_comes_first_and_counts(alice: Any, bob: Any) -> None:
    mango, fig = make_product("Mango"), make_product("Fig")

    look(alice, mango, fig, fig)
    write_down()
    look(alice, mango)
    write_down()

    assert viewed(alice) == [(mango.pk, 2), (fig.pk, 2)]
    assert viewed(bob) == []


def test_a_search_is_kept_as_typed_last_whatever_its_case(alice: Any) -> None:
    mango = make_product("Ripe mango")
    make_product("Fig")

    search(alice, "mango", "fig")
    write_down()
    search(alice, "  MANGO \t ")
    write_down()

    assert searched(alice) == [("MANGO", 2), ("fig", 1)]
    assert SearchQuery.objects.first().product_ids == [mango.pk]


def test_words_that_differ_in_an_accent_are_two_searches(alice: Any) -> None:
    search(alice, "café", "cafe", "CAFÉ")
    write_down()

    assert searched(alice) == [("CAFÉ", 2), ("cafe", 1)]


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "\x00", "\t\n", "%00"],
    ids=["none", "blank", "nul", "tab", "%"],
)
def test_a_search_for_nothing_is_none(alice: Any, typed: str) -> None:
    search(alice, typed)
    write_down()

    assert searched(alice) == ([("%00", 1)] if typed == "%00" else [])


def test_long_and_strange_words_are_cleaned_and_cut() -> None:
    assert clean_words("  a \x00\ud800 b  ") == "a b"
    assert clean_words("x" * 500) == "x" * 200
    assert clean_words("x" * 199 + " y") == "x" * 199
    assert digest_of("Straße") == digest_of("STRASSE")


def test_only_the_first_page_of_a_search_is_a_search(alice: Any) -> None:
    products = [make_product(f"Mango {number:02}") for number in range(12)]

    search(alice, "mango", page="2")
    write_down()
    assert searched(alice) == []

    search(alice, "mango", page_size="12")
    write_down()
    assert searched(alice) == [("mango", 1)]
    assert SearchQuery.objects.get().product_ids == [one.pk for one in products[:10]]


def test_a_search_that_is_refused_is_none(alice: Any) -> None:
    search(alice, "x" * 501)
    search(alice, "mango", page="99")
    write_down()

    assert searched(alice) == []


def test_a_list_without_a_search_and_a_head_request_are_not_recorded(
    alice: Any,
) -> None:
    product = make_product("Mango")

    client_for(alice).get("/store/products/")
    client_for(alice).head(f"/store/products/{product.pk}/")
    client_for(alice).head("/store/products/?search=mango")

    assert buffer.waiting == {}


def test_nobody_and_who_was_never_saved_leave_no_trace() -> None:
    product = make_product("Mango")
    stranger = APIClient()
    unsaved = client_for(get_user_model()())

    for client in (stranger, unsaved):
        assert client.get(f"/store/products/{product.pk}/").status_code == 200
        assert client.get("/store/products/?search=mango").status_code == 200

    assert buffer.waiting == {}


def test_a_product_that_is_not_there_was_not_viewed(alice: Any) -> None:
    assert client_for(alice).get("/store/products/1/").status_code == 404

    assert buffer.waiting == {}


def test_drafts_opened_by_their_sellers_are_not_recorded() -> None:
    vera = make_user()
    shop = make_vendor(vera)
    draft = make_product(vendor=shop, is_published=False)
    assert client_for(vera).get(f"/store/products/{draft.pk}/").status_code == 200

    write_down()

    assert not ProductView.objects.exists()


def test_a_product_deleted_meanwhile_is_left_out(alice: Any) -> None:
    gone, there = make_product(), make_product()
    look(alice, gone, there)
    gone.delete()

    write_down()

    assert viewed(alice) == [(there.pk, 1)]


def test_a_deleted_product_takes_its_views_along(alice: Any) -> None:
    product = make_product()
    look(alice, product)
    write_down()

    product.delete()

    assert not ProductView.objects.exists()


@pytest.mark.parametrize("who", ["anon", "alice"])
def test_a_read_costs_the_same_queries_with_tracking_on_and_off(
    who: str, alice: Any
) -> None:
    product = make_product("Mango")
    urls = [f"/store/products/{product.pk}/", "/store/products/?search=mango"]
    client = APIClient()
    if who == "alice":
        token = AccessToken.for_user(alice)
        client.credentials(HTTP_AUTHORIZATION=f"JWT {token}")

    def statements() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            assert all(client.get(url).status_code == 200 for url in urls)
        return [query["sql"] for query in captured]

    statements()  # prepares the SQL
    on = statements()
    waiting = len(buffer.waiting)
    receivers = product_viewed.receivers, products_searched.receivers
    product_viewed.receivers = products_searched.receivers = []
    try:
        off = statements()
    finally:
        product_viewed.receivers, products_searched.receivers = receivers

    assert on == off
    assert waiting == (2 if who == "alice" else 0)
    assert {sql.split()[0] for sql in on} == {"SELECT"}


def test_who_wants_no_history_has_none(alice: Any) -> None:
    answer = client_for(alice).patch(
        "/store/customers/me/", {"tracks_history": False}, format="json"
    )
    assert answer.json()["tracks_history"] is False

    look(alice, make_product())
    search(alice, "mango")
    write_down()

    assert (viewed(alice), searched(alice)) == ([], [])


def test_what_was_seen_before_tracking_was_turned_on_does_not_appear(
    alice: Any,
) -> None:
    before, after = make_product(), make_product()
    Customer.objects.filter(user=alice).update(tracks_history=False)

    look(alice, before)
    client_for(alice).patch(
        "/store/customers/me/", {"tracks_history": True}, format="json"
    )
    look(alice, after)
    write_down()

    assert viewed(alice) == [(after.pk, 1)]


def test_a_form_that_does_not_name_the_setting_leaves_it(alice: Any) -> None:
    client_for(alice).patch("/store/customers/me/", {"phone": "1"}, format="multipart")

    assert Customer.objects.get(user=alice).tracks_history is True


def test_an_account_that_is_no_longer_in_use_is_not_recorded(alice: Any) -> None:
    look(alice, make_product())
    alice.is_active = False
    alice.save()

    write_down()

    assert not ProductView.objects.exists()


def test_a_deleted_account_is_not_recorded(alice: Any) -> None:
    look(alice, make_product())
    alice.delete()

    write_down()

    assert not ProductView.objects.exists()


def test_members_of_a_vendor_are_customers_too(alice: Any) -> None:
    shop = make_vendor(alice)
    make_member(shop, make_user())
    product = make_product(vendor=shop)

    look(alice, product)
    write_down()

    assert viewed(alice) == [(product.pk, 1)]
