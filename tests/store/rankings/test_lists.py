"""What all rankings have in common: who is in them, filters, pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from store.models import Book, FavoriteProduct, Genre, Product
from store.rankings import lists
from store.rankings.services import rank_all
from store.vendors.choices import VendorStatus
from tests.builders import (
    make_collection,
    make_image,
    make_product,
    make_vendor,
)
from tests.store.rankings.making import rate, read, sell, shown, view

pytestmark = pytest.mark.django_db
LISTS = ["new", "best-sellers", "top-rated", "trending"]
FIGURES = {
    "new": {"published_at"},
    "best-sellers": {"sold"},
    "top-rated": {"rating_score"},
    "trending": {"trend_score"},
}


def make_popular(**fields: Any) -> Product:
    """In every ranking, once they are worked out."""
    product = make_product(**fields)
    sell(product)
    rate(product, "4.00", 3)
    view(product)
    return product


def make_genre(name: str, *products: Product) -> Genre:
    genre = Genre.objects.create(name=name, slug=name.lower())
    for product in products:
        Book.objects.get_or_create(product=product)[0].genres.add(genre)
    return genre


@pytest.mark.parametrize("name", LISTS)
def test_a_place_is_the_product_of_the_catalogue_with_what_it_is_ranked_by(
    name: str, alice: Any
) -> None:
    product = make_popular(vendor=make_vendor())
    make_image(product)
    FavoriteProduct.objects.create(customer=alice.customer, product=product)
    rank_all()

    [place] = read(name, alice)["results"]

    client = APIClient()
    client.force_authenticate(user=alice)
    [listed] = client.get("/store/products/").json()["results"]
    assert {key: place[key] for key in listed} == listed
    assert place["is_favorite"] is True
    assert place.keys() - listed.keys() == FIGURES[name]


@pytest.mark.parametrize("name", LISTS)
def test_what_leaves_public_sale_leaves_at_once_and_comes_back(name: str) -> None:
    stays = make_popular()
    shop = make_vendor()
    leaves = make_popular(vendor=shop)
    rank_all()
    assert shown(name) == [leaves.pk, stays.pk]

    for change, back in (
        ({"status": VendorStatus.SUSPENDED}, {"status": VendorStatus.APPROVED}),
        ({"is_open": False}, {"is_open": True}),
    ):
        type(shop).objects.update(**change)
        assert shown(name) == [stays.pk]
        assert read(name)["count"] == 1
        type(shop).objects.update(**back)
    Product.objects.filter(pk=leaves.pk).update(is_published=False)
    assert shown(name) == [stays.pk]
    Product.objects.filter(pk=leaves.pk).update(is_published=True)
    assert shown(name) == [leaves.pk, stays.pk]


@pytest.mark.parametrize("name", LISTS)
def test_each_filter_narrows_the_list(name: str) -> None:
    shelf, shop = make_collection(), make_vendor()
    here = make_popular(collection=shelf)
    theirs = make_popular(vendor=shop)
    read_one, read_two = make_popular(), make_popular()
    crime = make_genre("Crime", read_one, read_two)
    make_genre("1984", read_one)
    rank_all()

    assert shown(name, collection_id=shelf.pk) == [here.pk]
    assert shown(name, vendor_id=shop.pk) == [theirs.pk]
    assert shown(name, genre="crime") == [read_two.pk, read_one.pk]
    assert shown(name, genre=crime.pk) == [read_two.pk, read_one.pk]
    assert shown(name, genre="crime", vendor_id=shop.pk) == []
    assert read(name, genre="crime", page_size=1)["count"] == 2
    assert len(shown(name, genre="", collection_id="")) == 4


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("collection_id", value) for value in ("0", "999999", "abc", "1" * 40)),
        *(("vendor_id", value) for value in ("999999", "abc")),
        *(("genre", value) for value in ("999999", "poetry", "1" * 40, "a\0b", "²")),
    ],
)
def test_what_there_is_not_is_refused(name: str, key: str, value: str) -> None:
    answer = APIClient().get(f"/store/products/{name}/", {key: value})

    assert answer.status_code == 400
    assert list(answer.json()) == [key, "code"]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_pages_and_ends_at_its_last_place(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_PLACES", 3)
    products = [make_popular() for _ in range(4)]
    rank_all()
    newest_first = [product.pk for product in reversed(products)]

    first, second = read(name, page_size=2), read(name, page_size=2, page=2)

    assert [one["id"] for one in first["results"]] == newest_first[:2]
    assert [one["id"] for one in second["results"]] == newest_first[2:3]
    assert first["count"] == second["count"] == 3
    assert first["next"].endswith(f"/store/products/{name}/?page=2&page_size=2")
    assert (first["previous"], second["next"]) == (None, None)
    beyond = APIClient().get(f"/store/products/{name}/", {"page_size": 2, "page": 3})
    assert beyond.status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_only_reading_is_offered(name: str, client_of: Any, staff: Any) -> None:
    client = client_of(staff)

    for verb in ("post", "put", "patch", "delete"):
        answer = getattr(client, verb)(f"/store/products/{name}/", {})
        assert answer.status_code == 405
    assert client.head(f"/store/products/{name}/").status_code == 200
    assert client.get(f"/store/products/{name}.json").status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_a_read_asks_the_same_however_many_there_are_and_writes_nothing(
    name: str,
) -> None:
    def statements() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            read(name, genre="crime")
        return [query["sql"].lstrip("(").split(" ", 1)[0] for query in captured]

    genre = make_genre("Crime", make_popular())
    rank_all()
    few = statements()
    for _ in range(8):
        product = make_popular(vendor=make_vendor())
        Book.objects.create(product=product).genres.add(genre)
    rank_all()

    assert statements() == few
    assert set(few) == {"SELECT"}
    assert len(few) <= 7


def test_a_reader_who_was_never_saved_reads_too(
    api_client: APIClient, authenticate: Any
) -> None:
    make_popular()
    rank_all()
    authenticate(is_staff=True)

    for name in LISTS:
        answer = api_client.get(f"/store/products/{name}/")
        assert answer.json()["count"] == 1


def test_a_deleted_product_is_in_no_list() -> None:
    product = make_product()
    view(product)
    rank_all()
    product.delete()

    assert [shown(name) for name in LISTS] == [[], [], [], []]


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lists.newest, "published_at"),
        (lists.best_sellers, "sold_30"),
        (lists.top_rated, "stars"),
        (lists.trending, "heat"),
    ],
)
def test_a_list_is_read_off_its_index_and_nothing_is_sorted(
    rows: Any, index: str
) -> None:
    plan = rows(Product.objects.public())[:10].explain()

    assert "TEMP B-TREE" not in plan
    assert f"_{index[:7]}" in plan
