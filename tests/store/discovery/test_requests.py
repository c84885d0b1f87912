"""What may be asked for, how it is refused, and what the answer looks like."""

from __future__ import annotations

from typing import Any

import pytest

from store.signals import products_searched
from tests.builders import make_collection, make_product, make_user, make_vendor
from tests.store.discovery.stock import make_book, settle

pytestmark = pytest.mark.django_db
URL = "/store/search/"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("collection_id", "999"),
        ("collection_id", "x"),
        ("collection_id", "-1"),
        ("collection_id", "9" * 30),
        ("vendor_id", "999"),
        ("vendor_id", "1.5"),
        ("genre", "nosuch"),
        ("genre", "999"),
        ("genre", "٣"),
        ("format", "mobi"),
        ("language", "english"),
        ("unit_price__gt", "NaN"),
        ("unit_price__lt", "Infinity"),
        ("unit_price__gte", "1e400"),
        ("unit_price__lte", "1.234"),
        ("rating__gte", "6"),
        ("rating__gte", "-1"),
        ("in_stock", "perhaps"),
        ("ordering", "title"),
        ("facets", "colour"),
        ("q", "x" * 501),
        ("q", "x" * 10_240),
        ("q", "a\x00b"),
    ],
)
def test_a_bad_value_is_a_400_that_names_it(anon, name, value):
    make_product()

    response = anon.get(URL, {name: value})

    assert response.status_code == 400
    assert name in response.json()


@pytest.mark.parametrize(
    "words",
    [
        "\x01\x1f\x7f",
        "\ud7ff\ufffd\uffff",
        "\U0001f96d",
        '"',
        'c++ "quote',
        "* + - ( ) ~ < > @ \\ % _ '",
        "AND OR NOT NEAR",
        "a" * 500,
        "x " * 250,
        "🥭" * 250,
        "مانجو",
        "芒果",
    ],
)
def test_any_words_are_safe(anon, words):
    make_product("Mango")
    for path in (URL, f"{URL}suggestions/"):
        assert anon.get(path, {"q": words}).status_code == 200


def test_half_a_pair_and_broken_bytes_are_safe(anon):
    for query in ("q=%ED%A0%80", "q=%FF%FE", "q=%00", "q=%E4", "&&&==", "q", "q[]=1"):
        for path in (URL, f"{URL}suggestions/"):
            assert anon.get(f"{path}?{query}").status_code in {200, 400}


def test_signs_alone_find_nothing_and_nothing_typed_finds_all(anon):
    make_product()

    assert anon.get(URL, {"q": "???"}).json()["count"] == 0
    assert anon.get(URL, {"q": "  "}).json()["count"] == 1
    assert anon.get(URL).json()["count"] == 1


def test_empty_values_ask_for_nothing(anon):
    make_product()
    names = "collection_id vendor_id genre format language unit_price__gt rating__gte"
    for name in [*names.split(), "in_stock", "ordering", "page_size"]:
        assert anon.get(URL, {name: ""}).json()["count"] == 1, name


def test_pages(anon):
    products = [make_product("Mango") for _ in range(3)]

    body = anon.get(URL, {"q": "mango", "page_size": 2, "page": 2}).json()

    assert (body["count"], body["next"]) == (3, None)
    assert "page_size=2" in body["previous"]
    assert [row["id"] for row in body["results"]] == [products[2].pk]
    assert anon.get(URL, {"page": 2}).status_code == 404
    assert anon.get(URL, {"page": "x"}).status_code == 404


def test_results_are_those_of_the_list_of_products(anon, client_of):
    make_product("Mango", vendor=make_vendor())
    reader = client_of(make_user())

    for client in (anon, reader):
        listed = client.get("/store/products/").json()["results"]
        assert client.get(URL, {"q": "mango"}).json()["results"] == listed


def test_facets_are_those_asked_for(anon):
    make_product()

    assert list(anon.get(URL, {"facets": "price,rating"}).json()["facets"]) == [
        "price",
        "rating",
    ]
    assert anon.get(URL, {"facets": ""}).json()["facets"] == {}


def test_a_facet_has_at_most_twenty_values_and_what_was_chosen(anon):
    shelves = [make_collection() for _ in range(22)]
    for place, shelf in enumerate(shelves):
        for _ in range(2 if place < 21 else 1):
            make_product(collection=shelf)

    found = anon.get(URL).json()["facets"]["collection"]
    assert [entry["id"] for entry in found] == [shelf.pk for shelf in shelves[:20]]

    rarest = shelves[21].pk
    found = anon.get(URL, {"collection_id": rarest}).json()["facets"]["collection"]
    assert len(found) == 20
    assert found[-1] == {"id": rarest, "title": shelves[21].title, "count": 1}


def test_several_values_of_one_kind_are_any_of_them(anon):
    products = [make_product() for _ in range(3)]
    keys = [product.collection_id for product in products[:2]]

    found = anon.get(URL, {"collection_id": keys}).json()

    assert {row["id"] for row in found["results"]} == {one.pk for one in products[:2]}


def test_format_is_a_filter_and_picks_json(anon):
    book = make_book(formats=["pdf"])
    make_book(formats=["epub"])

    assert [r["id"] for r in anon.get(URL, {"format": "pdf"}).json()["results"]] == [
        book.pk
    ]
    assert anon.get(URL, {"format": "json"}).json()["count"] == 2
    assert anon.get(URL, {"format": ["pdf", "epub"]}).json()["count"] == 2


def test_a_typo_finds_what_was_meant_and_says_so(
    anon, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        product = make_product("Mango basket")
        make_product("Mandarin", is_published=False)

    body = anon.get(URL, {"q": "mangoo basket"}).json()

    assert (body["query"], body["corrected"]) == ("mangoo basket", "mango basket")
    assert [row["id"] for row in body["results"]] == [product.pk]
    assert anon.get(URL, {"q": "mango"}).json()["corrected"] is None
    hidden = anon.get(URL, {"q": "mandarim"}).json()
    assert (hidden["corrected"], hidden["count"]) == (None, 0)


def test_the_first_page_is_told_to_who_listens(client_of, anon):
    told: list[tuple[int, str, list[int]]] = []

    def listen(user_id: int, words: str, product_ids: list[int], **kwargs: Any) -> None:
        told.append((user_id, words, product_ids))

    products = [make_product("Mango") for _ in range(3)]
    settle()
    user = make_user()
    products_searched.connect(listen)
    try:
        client_of(user).get(URL, {"q": "Mango ", "page_size": 2})
        client_of(user).get(URL, {"q": "mango", "page_size": 2, "page": 2})
        client_of(user).get(URL)
        anon.get(URL, {"q": "mango"})
    finally:
        products_searched.disconnect(listen)

    assert told == [(user.pk, "Mango ", [product.pk for product in products[:2]])]
