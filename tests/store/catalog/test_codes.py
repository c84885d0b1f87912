"""The code of a product is unique, made once, and never changes."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from store.catalog import codes
from store.catalog.services import code_forgotten
from store.models import Product, ProductCodeCounter
from tests.builders import make_collection, make_product

migration = import_module("store.migrations.0018_codes_of_products")


@pytest.mark.django_db
def test_the_number_after_999_has_four_digits() -> None:
    ProductCodeCounter.objects.create(prefix="NCT", last=999)
    shelf = make_collection("Citrus")

    assert make_product("Nut", collection=shelf).code == "NCT1000"
    assert make_product("Nut", collection=shelf).code == "NCT1001"


@pytest.mark.django_db
def test_each_three_initials_count_for_themselves() -> None:
    citrus, dates = make_collection("Citrus"), make_collection("Dates")
    made = [
        make_product(title, collection=shelf).code
        for title, shelf in (
            ("Nut", citrus),
            ("Nut", dates),
            ("Nectarine", citrus),
            ("Orange", citrus),
            ("nail", dates),
        )
    ]

    assert made == ["NCT001", "NDT001", "NCT002", "OCT001", "NDT002"]


@pytest.mark.django_db
def test_baker_makes_products_with_codes() -> None:
    made = baker.make(
        Product, title="Nut", collection=make_collection("C"), _quantity=3
    )

    assert [product.code for product in made] == ["NCT001", "NCT002", "NCT003"]


@pytest.mark.django_db
def test_many_products_take_their_codes_at_once() -> None:
    shelf = make_collection("Citrus")

    def queries(*titles: str) -> int:
        rows = [
            Product(title=title, slug="s", unit_price=1, inventory=1, collection=shelf)
            for title in titles
        ]
        with CaptureQueriesContext(connection) as captured:
            Product.objects.bulk_create(rows)
        return len(captured)

    assert queries(*"AB") == queries(*"ACDEFGHIJKLMNAAAAA")
    found = Product.objects.filter(title="A").order_by("pk")
    assert [product.code for product in found] == [
        f"ACT00{number}" for number in range(1, 8)
    ]
    assert not Product.objects.filter(code=None).exists()


@pytest.mark.django_db
def test_a_number_is_not_given_again_after_its_product_is_deleted() -> None:
    shelf = make_collection("C")
    make_product("Nut", collection=shelf).delete()

    assert make_product("Nut", collection=shelf).code == "NCT002"


@pytest.mark.django_db
def test_a_product_that_was_not_made_has_no_code() -> None:
    shelf = make_collection("C")
    product = Product(
        title="Nut", slug="n", unit_price=-1, inventory=1, collection=shelf
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        product.save()

    assert product.code is None
    product.unit_price = 1
    product.save()
    assert product.code == "NCT001"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("collection_id", [None, 999999])
def test_a_product_in_no_collection_is_refused_by_the_database(
    collection_id: int | None,
) -> None:
    with pytest.raises(IntegrityError):
        Product.objects.create(
            title="Nut",
            slug="n",
            unit_price=1,
            inventory=1,
            collection_id=collection_id,
        )

    assert not ProductCodeCounter.objects.exists()


@pytest.mark.django_db
def test_two_products_cannot_have_one_code() -> None:
    one, two = make_product(), make_product()

    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=two.pk).update(code=one.code)


@pytest.mark.django_db
def test_a_counter_that_lags_behind_moves_past_the_codes_in_use() -> None:
    """Products of a dump without the counters, or codes that were written by hand."""
    shelf = make_collection("C")
    make_product("Nut", collection=shelf, code="NCT001")
    make_product("Nut", collection=shelf, code="NCT041")
    make_product("Nut", collection=shelf, code="NCT-old")

    assert make_product("Nut", collection=shelf).code == "NCT042"
    assert make_product("Nut", collection=shelf).code == "NCT043"


@pytest.mark.django_db
def test_nothing_that_is_edited_changes_the_code(client_of: Any, staff: Any) -> None:
    product = make_product("Nut", collection=make_collection("Citrus"))
    body = {
        "title": "Orange",
        "slug": "orange",
        "collection": make_collection("Dates").pk,
        "unit_price": 2,
        "inventory": 3,
        "code": "AAA001",
    }
    client = client_of(staff)

    for send in (client.patch, client.put):
        answer = send(f"/store/products/{product.pk}/", body, format="json")
        assert (answer.status_code, answer.json()["code"]) == (200, "NCT001")
    product.refresh_from_db()
    product.title = "Apple"
    product.save()
    assert Product.objects.get().code == "NCT001"


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["AAA001", "", None, 7, ["x"]])
def test_a_code_that_a_client_sends_is_ignored(
    client_of: Any, vera: Any, veras_shop: Any, code: Any
) -> None:
    body = {
        "title": "Nut",
        "slug": "nut",
        "collection": make_collection("Citrus").pk,
        "unit_price": 2,
        "inventory": 3,
        "code": code,
    }
    client = client_of(vera)

    made = [
        client.post(address, body, format="json")
        for address in ("/store/products/", f"/store/vendors/{veras_shop.pk}/products/")
    ]

    assert [answer.status_code for answer in made] == [201, 201]
    assert [answer.json()["code"] for answer in made] == ["NCT001", "NCT002"]


@pytest.mark.django_db
def test_the_code_is_read_and_filtered_wherever_products_are(
    client_of: Any, vera: Any, veras_shop: Any
) -> None:
    shelf = make_collection("Citrus")
    product = make_product("Nut", collection=shelf, vendor=veras_shop)
    make_product("Nut", collection=shelf, vendor=veras_shop)
    client = client_of(vera)

    for address in ("/store/products/", f"/store/vendors/{veras_shop.pk}/products/"):
        for asked in ("NCT001", "nct001", " NCT001 "):
            found = client.get(address, {"code": asked}).json()["results"]
            assert [(row["id"], row["code"]) for row in found] == [
                (product.pk, "NCT001")
            ]
        for asked in ("NCT00", "NCT003", "NÇT001", "١", "%"):
            assert client.get(address, {"code": asked}).json()["results"] == []
        assert client.get(address, {"code": "a\0"}).status_code == 400
        assert client.get(f"{address}{product.pk}/").json()["code"] == "NCT001"


@pytest.mark.django_db
def test_a_vendor_searches_by_code_and_the_public_search_is_about_words(
    client_of: Any, vera: Any, veras_shop: Any
) -> None:
    make_product("Nut", collection=make_collection("Citrus"), vendor=veras_shop)
    client = client_of(vera)
    own = f"/store/vendors/{veras_shop.pk}/products/"

    assert client.get(own, {"search": "nct001"}).json()["count"] == 1
    assert client.get(own, {"search": "nct001 nut"}).json()["count"] == 1
    assert client.get("/store/products/", {"search": "nct001"}).json()["count"] == 0


def forget_codes() -> None:
    """As rows are that old code inserted."""
    Product.objects.update(code=None)
    ProductCodeCounter.objects.all().delete()


@pytest.mark.django_db
def test_old_products_get_codes_in_the_order_of_their_ids(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf = make_collection("Citrus")
    rows = [make_product(title, collection=shelf) for title in "ABABABA"]
    forget_codes()
    monkeypatch.setattr(migration, "CHUNK", 2)
    monkeypatch.setattr(
        codes,
        "_readers",
        [lambda pks: {rows[1].pk: "new"} if rows[1].pk in pks else {}],
    )

    migration.give_codes(apps, None)

    expected = ["ACT001", "BCN001", "ACT002", "BCT001", "ACT003", "BCT002", "ACT004"]
    assert [product.code for product in Product.objects.order_by("pk")] == expected
    migration.give_codes(apps, None)
    assert [product.code for product in Product.objects.order_by("pk")] == expected
    assert make_product("A", collection=shelf).code == "ACT005"


@pytest.mark.django_db
def test_products_without_a_code_are_found_and_get_one(
    monkeypatch: pytest.MonkeyPatch, anon: Any
) -> None:
    shelf = make_collection("Citrus")
    rows = [make_product("Nut", collection=shelf) for _ in range(5)]
    Product.objects.filter(pk__in=[rows[1].pk, rows[3].pk, rows[4].pk]).update(
        code=None
    )
    changed = Product.objects.get(pk=rows[1].pk).last_update
    monkeypatch.setattr("store.catalog.services.CODED_AT_ONCE", 2)
    assert anon.get(f"/store/products/{rows[1].pk}/").json()["code"] is None

    assert (code_forgotten(), code_forgotten()) == (3, 0)

    assert [product.code for product in Product.objects.order_by("pk")] == [
        "NCT001",
        "NCT006",
        "NCT003",
        "NCT007",
        "NCT008",
    ]
    assert Product.objects.get(pk=rows[1].pk).last_update == changed
