"""`me/favorites/products/`, `me/favorites/vendors/`, and `is_favorite` where they show."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from store.favorites import services
from store.models import Customer, FavoriteProduct, FavoriteVendor, Product, Vendor
from tests.builders import make_image, make_product, make_user, make_vendor

pytestmark = pytest.mark.django_db
PRODUCTS = "/store/customers/me/favorites/products/"
VENDORS = "/store/customers/me/favorites/vendors/"
KINDS = [
    (PRODUCTS, make_product, FavoriteProduct),
    (VENDORS, make_vendor, FavoriteVendor),
]
each_kind = pytest.mark.parametrize(
    ("url", "make", "kind"), KINDS, ids=["product", "vendor"]
)


def ids(response: Any) -> list[int]:
    assert response.status_code == 200
    return [row["id"] for row in response.json()["results"]]


@each_kind
def test_put_and_delete_say_the_same_however_often_they_are_sent(
    client_of: Any, alice: Any, url: str, make: Any, kind: Any
) -> None:
    client, row = client_of(alice), make()

    for _ in range(2):
        answer = client.put(f"{url}{row.pk}/")
        assert (answer.status_code, answer.content) == (204, b"")
        assert kind.objects.count() == 1
    assert kind.objects.get().customer == alice.customer
    for _ in range(2):
        answer = client.delete(f"{url}{row.pk}/")
        assert (answer.status_code, answer.content) == (204, b"")
        assert kind.objects.count() == 0


@each_kind
@pytest.mark.parametrize(
    "key",
    ["999999", "0", "-1", "abc", "1e3", "1.5", "¹", "9" * 30, "%00", "%F0%9F%A5%AD"],
)
def test_what_does_not_exist_is_a_404(
    client_of: Any, alice: Any, url: str, make: Any, kind: Any, key: str
) -> None:
    make()

    for verb in ("put", "delete"):
        answer = getattr(client_of(alice), verb)(f"{url}{key}/")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert kind.objects.count() == 0


def test_a_draft_is_a_404_for_its_own_vendor_too(
    client_of: Any, vera: Any, veras_shop: Vendor
) -> None:
    draft = make_product("Secret", vendor=veras_shop, is_published=False)

    answers = [
        getattr(client_of(vera), verb)(f"{PRODUCTS}{draft.pk}/")
        for verb in ("put", "delete")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Secret" not in str([answer.content for answer in answers])


@each_kind
def test_the_list_shows_the_newest_favourite_first_and_only_ones_own(
    client_of: Any, alice: Any, bob: Any, url: str, make: Any, kind: Any
) -> None:
    first, second, third, unmarked = make(), make(), make(), make()
    client = client_of(alice)
    for row in (second, third, first):
        client.put(f"{url}{row.pk}/")
    client_of(bob).put(f"{url}{unmarked.pk}/")

    assert ids(client.get(url)) == [first.pk, third.pk, second.pk]
    assert ids(client_of(bob).get(url)) == [unmarked.pk]


def test_a_favourite_product_looks_as_it_does_in_the_catalogue(
    client_of: Any, alice: Any
) -> None:
    product = make_product("Mango", vendor=make_vendor())
    make_image(product)
    client = client_of(alice)
    client.put(f"{PRODUCTS}{product.pk}/")

    [shown] = client.get(PRODUCTS).json()["results"]

    assert shown == client.get(f"/store/products/{product.pk}/").json()
    assert shown["is_favorite"] is True


def test_a_favourite_vendor_looks_as_it_does_in_the_list_of_vendors(
    client_of: Any, alice: Any
) -> None:
    vendor = make_vendor(is_open=False)
    client = client_of(alice)
    client.put(f"{VENDORS}{vendor.pk}/")

    [shown] = client.get(VENDORS).json()["results"]

    assert [shown] == client.get("/store/vendors/").json()
    assert (shown["is_favorite"], shown["is_open"]) == (True, False)


def test_what_left_the_catalogue_is_hidden_comes_back_and_can_be_taken_away(
    client_of: Any, alice: Any, bob: Any
) -> None:
    vendor = make_vendor()
    product = make_product("Mango", vendor=vendor)
    client = client_of(alice)
    client.put(f"{PRODUCTS}{product.pk}/")
    client.put(f"{VENDORS}{vendor.pk}/")
    Vendor.objects.update(status="suspended")

    assert (ids(client.get(PRODUCTS)), ids(client.get(VENDORS))) == ([], [])
    assert client_of(bob).delete(f"{PRODUCTS}{product.pk}/").status_code == 404
    Vendor.objects.update(status="approved")
    assert ids(client.get(PRODUCTS)) == [product.pk]
    Vendor.objects.update(status="suspended")
    assert client.delete(f"{PRODUCTS}{product.pk}/").status_code == 204
    assert client.delete(f"{VENDORS}{vendor.pk}/").status_code == 204
    assert not FavoriteProduct.objects.exists()
    assert not FavoriteVendor.objects.exists()


def test_favourites_are_searched_filtered_ordered_and_paged(
    client_of: Any, alice: Any
) -> None:
    client = client_of(alice)
    made = [make_product(f"Mango {n}", unit_price=n) for n in (2, 3, 1)]
    for product in [*made, make_product("Pear", unit_price=9)]:
        client.put(f"{PRODUCTS}{product.pk}/")

    found = client.get(PRODUCTS, {"search": "mango", "ordering": "unit_price"})

    two, three, one = (product.pk for product in made)
    assert ids(found) == [one, two, three]
    assert ids(client.get(PRODUCTS, {"unit_price__lt": 3})) == [one, two]
    page = client.get(PRODUCTS, {"page_size": 2, "page": 2}).json()
    assert (page["count"], [row["id"] for row in page["results"]]) == (4, [three, two])
    assert client.get(PRODUCTS, {"page": 9}).status_code == 404


def test_only_the_signed_in_reader_sees_their_favourites_marked(
    client_of: Any, anon: Any, alice: Any, bob: Any
) -> None:
    vendor = make_vendor()
    marked, other = make_product("A", vendor=vendor), make_product("B", vendor=vendor)
    client_of(alice).put(f"{PRODUCTS}{marked.pk}/")
    client_of(alice).put(f"{VENDORS}{vendor.pk}/")

    for client, expected in (
        (client_of(alice), True),
        (client_of(bob), False),
        (anon, False),
    ):
        listed = client.get("/store/products/").json()["results"]
        assert {row["id"]: row["is_favorite"] for row in listed} == {
            marked.pk: expected,
            other.pk: False,
        }
        shelf = client.get("/store/products/", {"search": "A"}).json()["results"]
        assert [row["is_favorite"] for row in shelf] == [expected]
        one = client.get(f"/store/products/{marked.pk}/").json()
        assert one["is_favorite"] is expected
        assert client.get("/store/vendors/").json()[0]["is_favorite"] is expected
        shop = client.get(f"/store/vendors/{vendor.pk}/").json()
        assert shop["is_favorite"] is expected


def test_members_see_their_favourites_marked_in_the_vendors_own_lists(
    client_of: Any, vera: Any, veras_shop: Vendor
) -> None:
    product = make_product(vendor=veras_shop)
    client = client_of(vera)
    client.put(f"{PRODUCTS}{product.pk}/")
    client.put(f"{VENDORS}{veras_shop.pk}/")

    url = f"/store/vendors/{veras_shop.pk}/"
    assert client.get(f"{url}products/").json()["results"][0]["is_favorite"] is True
    assert client.get(f"{url}products/{product.pk}/").json()["is_favorite"] is True
    changed = client.patch(url, {"contact": "Vera"}).json()
    assert (changed["contact"], changed["is_favorite"]) == ("Vera", True)
    assert client.get("/store/vendors/mine/").json()[0]["vendor"]["is_favorite"] is True
    written = client.patch(f"/store/products/{product.pk}/", {"inventory": 3}).json()
    assert (written["inventory"], written["is_favorite"]) == (3, True)


def test_it_is_not_written_with_the_product(
    client_of: Any, staff: Any, veras_shop: Vendor
) -> None:
    product = make_product()
    url = f"/store/products/{product.pk}/"

    answer = client_of(staff).patch(url, {"is_favorite": True}, format="json")

    assert (answer.status_code, answer.json()["is_favorite"]) == (200, False)
    assert not FavoriteProduct.objects.exists()


def test_marks_cost_an_anonymous_list_no_query_and_a_reader_one(
    anon: Any, client_of: Any, alice: Any
) -> None:
    make_product()
    counts = []
    for client in (anon, client_of(alice)):
        client.get("/store/products/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/store/products/")
        counts.append(
            (len(captured), sum("favorite" in query["sql"] for query in captured))
        )

    assert counts == [(3, 0), (5, 1)]  # and one for their ratings


@each_kind
def test_there_is_room_for_a_thousand(
    client_of: Any,
    alice: Any,
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    make: Any,
    kind: Any,
) -> None:
    assert services.MOST_FAVORITES == 1000
    monkeypatch.setattr(services, "MOST_FAVORITES", 2)
    client = client_of(alice)
    rows = [make(), make(), make()]

    answers = [client.put(f"{url}{row.pk}/") for row in rows]

    assert [answer.status_code for answer in answers] == [204, 204, 409]
    assert answers[2].json()["code"] == "too_many_favorites"
    assert client.put(f"{url}{rows[0].pk}/").status_code == 204
    assert kind.objects.count() == 2


def test_a_user_that_was_never_saved_has_none(
    api_client: Any, authenticate: Any
) -> None:
    product = make_product()
    authenticate()

    assert ids(api_client.get(PRODUCTS)) == []
    assert api_client.put(f"{PRODUCTS}{product.pk}/").status_code == 404
    assert api_client.get("/store/products/").status_code == 200


def test_a_user_without_a_customer_gets_one_with_the_first_favourite(
    client_of: Any, alice: Any
) -> None:
    product = make_product()
    Customer.objects.filter(user=alice).delete()

    assert client_of(alice).put(f"{PRODUCTS}{product.pk}/").status_code == 204
    assert FavoriteProduct.objects.get().customer.user == alice


@each_kind
def test_the_database_keeps_one_of_each(url: str, make: Any, kind: Any) -> None:
    row, customer = make(), make_user().customer
    name = kind.__name__.removeprefix("Favorite").lower()
    kind.objects.create(customer=customer, **{name: row})

    with pytest.raises(IntegrityError), transaction.atomic():
        kind.objects.create(customer=customer, **{name: row})


def test_marks_go_with_what_they_mark(client_of: Any, alice: Any) -> None:
    product, vendor = make_product(), make_vendor()
    client_of(alice).put(f"{PRODUCTS}{product.pk}/")
    client_of(alice).put(f"{VENDORS}{vendor.pk}/")

    Product.objects.get().delete()
    Vendor.objects.get().delete()

    assert not FavoriteProduct.objects.exists()
    assert not FavoriteVendor.objects.exists()
