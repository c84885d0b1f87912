"""Collections and promotions in the admin."""

from __future__ import annotations

import re

import pytest

from store.models import Collection, Promotion
from tests.admin_pages import filled, page, queries_of, suggestions
from tests.builders import make_collection, make_product

pytestmark = pytest.mark.django_db
LIST = "/admin/store/collection/"


def titles(response):
    return [row.title for row in response.context["cl"].result_list]


def test_the_count_of_products_leads_to_exactly_those(admin_client):
    shelf = make_collection("Kitchen")
    for title in ("Pan", "Pot"):
        make_product(title, collection=shelf)
    make_product("Rake", collection=make_collection("Garden"))

    html = admin_client.get(LIST).content.decode()

    link = f'href="/admin/store/product/?collection__id__exact={shelf.pk}">2</a>'
    assert link in html
    followed = admin_client.get(re.search(r'href="([^"]+)">2</a>', html)[1])
    assert titles(followed) == ["Pan", "Pot"]


def test_the_list_sorts_by_the_count(admin_client):
    make_collection("Empty")
    make_product(collection=make_collection("Full"))

    assert titles(admin_client.get(LIST, {"o": "-2"})) == ["Full", "Empty"]


def test_collections_are_found_by_title(admin_client):
    make_collection("Kitchen")
    make_collection("Garden")

    assert titles(admin_client.get(LIST, {"q": "kit"})) == ["Kitchen"]


def test_the_list_costs_the_same_for_two_collections_and_for_twenty(admin_client):
    for _ in range(2):
        make_product()
    few = queries_of(admin_client, LIST)
    for _ in range(18):
        make_product()

    assert queries_of(admin_client, LIST) == few


def test_the_featured_product_is_chosen_by_typing(admin_client):
    product = make_product("Copper pan")
    shelf = product.collection
    address = page("store_collection", "change", shelf.pk)

    response = admin_client.get(address)
    found = suggestions(admin_client, "store_collection", "featured_product", "copper")
    admin_client.post(address, filled(response) | {"featured_product": product.pk})

    assert 'data-field-name="featured_product"' in response.content.decode()
    assert found == ["Copper pan"]
    shelf.refresh_from_db()
    assert shelf.featured_product == product


def test_a_collection_with_products_is_not_deleted_and_an_empty_one_is(admin_client):
    full, empty = make_product().collection, make_collection()

    refused = admin_client.post(
        page("store_collection", "delete", full.pk), {"post": "yes"}
    )
    admin_client.post(page("store_collection", "delete", empty.pk), {"post": "yes"})

    assert refused.status_code == 200
    assert refused.context["protected"]
    assert list(Collection.objects.all()) == [full]


@pytest.mark.parametrize(("discount", "made"), [("12.5", 1), ("101", 0), ("-1", 0)])
def test_a_promotion_takes_between_nothing_and_everything_off(
    admin_client, discount, made
):
    address = page("store_promotion", "add")

    admin_client.post(address, {"description": "Mango season", "discount": discount})

    assert Promotion.objects.count() == made
