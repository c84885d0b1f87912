"""Held items in the admin."""

from __future__ import annotations

import pytest

from store.library.choices import Source
from store.models import LibraryEntry
from tests.admin_pages import page, queries_of, said, text
from tests.builders import make_customer, make_entry, make_product

pytestmark = pytest.mark.django_db
LIST = "/admin/store/libraryentry/"


def rows(response):
    return [entry.pk for entry in response.context["cl"].result_list]


def test_the_list_is_searched_and_filtered(admin_client):
    mango = make_entry(make_customer(first_name="Alice"), make_product("Mango"))
    pear = make_entry(
        make_customer(email="zoe@example.com"),
        make_product("Pear"),
        source=Source.BOUGHT,
    )

    assert rows(admin_client.get(LIST)) == [pear.pk, mango.pk]
    assert rows(admin_client.get(LIST, {"q": "ali"})) == [mango.pk]
    assert rows(admin_client.get(LIST, {"q": "zoe@"})) == [pear.pk]
    assert rows(admin_client.get(LIST, {"q": "mang"})) == [mango.pk]
    assert rows(admin_client.get(LIST, {"source__exact": "bought"})) == [pear.pk]


def test_the_list_costs_the_same_for_more_rows(admin_client):
    make_entry()
    few = queries_of(admin_client, LIST)
    for _ in range(9):
        make_entry()

    assert queries_of(admin_client, LIST) == few


def test_an_item_is_given_by_whoever_fills_in_the_form(admin_client, admin_user):
    customer, product = make_customer(), make_product()
    data = {"customer": customer.pk, "product": product.pk, "source": "bought"}

    response = admin_client.post(f"{LIST}add/", data)
    again = admin_client.post(f"{LIST}add/", data)

    entry = LibraryEntry.objects.get()
    assert response.status_code == 302
    assert (entry.customer, entry.product) == (customer, product)
    assert (entry.source, entry.granted_by) == ("granted", admin_user)
    assert again.status_code == 200
    assert "This customer holds the product already." in text(again)


def test_an_entry_is_read_and_not_changed(admin_client):
    entry = make_entry()
    url = page("store_libraryentry", "change", entry.pk)

    assert admin_client.get(url).status_code == 200
    assert admin_client.post(url, {"customer": make_customer().pk}).status_code == 403


def test_a_granted_item_is_taken_away_and_a_bought_one_stays(admin_client):
    granted, bought = make_entry(), make_entry(source=Source.BOUGHT)

    for entry in (granted, bought):
        url = page("store_libraryentry", "delete", entry.pk)
        response = admin_client.post(url, {"post": "yes"}, follow=True)

    assert LibraryEntry.objects.get() == bought
    assert "What a customer bought is not taken away" in str(said(response))


@pytest.mark.parametrize("source", Source)
def test_marked_ones_are_taken_away_all_or_none(admin_client, source):
    entries = [make_entry(), make_entry(source=source)]
    ids = [entry.pk for entry in entries]
    data = {"action": "delete_selected", "_selected_action": ids, "post": "yes"}

    admin_client.post(LIST, data)

    expected = 2 if source == Source.BOUGHT else 0
    assert LibraryEntry.objects.count() == expected


def test_product_and_customer_pages_lead_to_the_entries(admin_client):
    entry = make_entry()
    make_entry(product=entry.product)
    product = admin_client.get(page("store_product", "change", entry.product_id))
    customer = admin_client.get(page("store_customer", "change", entry.customer_id))
    links = [
        f'href="{LIST}?product__id__exact={entry.product_id}">2</a>',
        f'href="{LIST}?customer__id__exact={entry.customer_id}">1</a>',
    ]

    assert links[0] in text(product)
    assert links[1] in text(customer)
    by_product = admin_client.get(LIST, {"product__id__exact": entry.product_id})
    by_customer = admin_client.get(LIST, {"customer__id__exact": entry.customer_id})
    assert len(rows(by_product)) == 2
    assert rows(by_customer) == [entry.pk]
    assert admin_client.get(page("store_product", "add")).status_code == 200
