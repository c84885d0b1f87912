"""Imports and exports over HTTP."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from store.models import Product, ProductImport
from store.sheets.choices import FAILURES
from tests.architecture.world import everything
from tests.builders import (
    make_collection,
    make_import,
    make_product,
    make_vendor,
    upload,
)
from tests.sheets import csv_of, rows_of_csv, rows_of_xlsx, xlsx_of


@pytest.fixture
def vera_at(client_of, vera, veras_shop):
    """Vera's client, and the address of her shop."""
    return client_of(vera), f"/store/vendors/{veras_shop.pk}"


def send(client: APIClient, address: str, content: bytes, **data):
    return client.post(
        f"{address}/imports/", {"file": upload(content), **data}, format="multipart"
    )


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_in_and_can_be_asked_about(vera_at, veras_shop, vera):
    client, address = vera_at
    shelf = make_collection("Fruit")
    mango = make_product("Mango", vendor=veras_shop, collection=shelf)
    content = csv_of(
        ["id", "title", "unit_price", "inventory", "collection"],
        [mango.pk, "Ripe mango", "10", "100", "Fruit"],
        ["", "Fig", "3", "4", "Fruit"],
    )

    tried = send(client, address, content)
    assert tried.status_code == 202
    assert Product.objects.count() == 1
    response = send(client, address, content, dry_run="false")

    # Without a broker it ran before the answer.
    body = response.json()
    assert response.status_code == 202
    job = ProductImport.objects.get(pk=body["id"])
    assert body == {
        "id": job.pk,
        "file_name": "products.csv",
        "dry_run": False,
        "status": "done",
        "error": None,
        "total": 2,
        "done": 2,
        "created": 1,
        "updated": 1,
        "unchanged": 0,
        "problems_count": 0,
        "created_at": body["created_at"],
        "finished_at": body["finished_at"],
        "problems": [],
    }
    assert job.by == vera
    assert client.get(f"{address}/imports/{job.pk}/").json() == body
    listed = client.get(f"{address}/imports/").json()
    assert [one["id"] for one in listed] == [job.pk, tried.json()["id"]]
    assert listed[0] == {k: v for k, v in body.items() if k != "problems"}
    assert set(Product.objects.values_list("title", flat=True)) == {"Ripe mango", "Fig"}


@pytest.mark.django_db(transaction=True)
def test_an_import_tells_its_problems_and_in_a_word_why_it_failed(vera_at, veras_shop):
    client, address = vera_at

    body = send(client, address, xlsx_of(["id", "title"], [1, "x"])).json()
    assert body["problems"] == [
        {
            "row": 2,
            "column": "id",
            "code": "unknown_product",
            "message": "You have no product of this id.",
        }
    ]
    job = make_import(veras_shop, status="failed", error="worker_lost")
    body = client.get(f"{address}/imports/{job.pk}/").json()
    assert body["error"] == {
        "code": "worker_lost",
        "message": FAILURES["worker_lost"],
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        ({}, 400, "invalid"),
        ({"file": "text"}, 400, "invalid"),
        ({"file": b""}, 400, "invalid"),
        ({"file": b"nonsense"}, 400, "unknown_columns"),
        ({"file": "id\n".encode("utf-16")}, 400, "wrong_encoding"),
        ({"file": b"id,title\n", "dry_run": "perhaps"}, 400, "invalid"),
        ({"file": b"id\n" + b"1\n" * 2_600_000}, 413, "body_too_large"),
    ],
)
def test_a_bad_upload_is_refused_by_a_code(vera_at, data, status, code):
    client, address = vera_at
    before = everything()
    if isinstance(data.get("file"), bytes):
        data = data | {"file": upload(data["file"])}

    response = client.post(f"{address}/imports/", data, format="multipart")

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert everything() == before


@pytest.mark.django_db
def test_another_content_type_is_refused(vera_at):
    client, address = vera_at

    response = client.post(f"{address}/imports/", {"file": "x"}, format="json")

    assert (response.status_code, response.json()["code"]) == (
        415,
        "unsupported_media_type",
    )


@pytest.mark.django_db
def test_a_third_import_at_once_is_a_conflict(vera_at, veras_shop):
    client, address = vera_at
    for status in ("waiting", "running", "done", "failed"):
        make_import(veras_shop, status=status)

    response = send(client, address, b"id,title\n")

    assert (response.status_code, response.json()["code"]) == (409, "too_many_imports")


@pytest.mark.django_db
def test_a_suspended_shop_may_try_and_not_write(client_of, vera):
    shop = make_vendor(vera, status="suspended")
    address = f"/store/vendors/{shop.pk}"

    refused = send(client_of(vera), address, b"id,title\n", dry_run="false")

    assert (refused.status_code, refused.json()["code"]) == (409, "vendor_not_approved")
    assert send(client_of(vera), address, b"id,title\n").status_code == 202


@pytest.mark.django_db
def test_imports_of_another_shop_are_not_found(vera_at, ottos_shop):
    client, address = vera_at
    job = make_import(ottos_shop)

    assert client.get(f"{address}/imports/{job.pk}/").status_code == 404
    assert client.get(f"{address}/imports/x/").status_code == 404


@pytest.mark.django_db
def test_the_products_are_downloaded_as_csv_or_xlsx(vera_at, veras_shop):
    client, address = vera_at
    mango = make_product("Mango", vendor=veras_shop, is_published=False)

    csv = client.get(f"{address}/products/export/")
    xlsx = client.get(f"{address}/products/export/", {"file_format": "xlsx"})

    assert csv["Content-Type"] == "text/csv; charset=utf-8"
    assert csv["Content-Disposition"] == 'attachment; filename="veras-products.csv"'
    assert {str(mango.pk), "Mango"} <= {*rows_of_csv(csv.getvalue())[1]}
    assert xlsx["Content-Disposition"] == 'attachment; filename="veras-products.xlsx"'
    assert {mango.pk, "Mango"} <= {*rows_of_xlsx(xlsx.getvalue())[1]}


@pytest.mark.django_db
def test_a_format_that_is_none_is_refused(vera_at):
    client, address = vera_at

    response = client.get(f"{address}/products/export/", {"file_format": "pdf"})

    assert response.status_code == 400
    assert response.json()["file_format"] == ['"pdf" is not a valid choice.']
    assert response.json()["code"] == "invalid"


@pytest.mark.django_db
def test_what_does_not_fit_xlsx_is_a_conflict(vera_at, veras_shop):
    client, address = vera_at
    make_product(vendor=veras_shop, description="x" * 40_000)

    response = client.get(f"{address}/products/export/", {"file_format": "xlsx"})

    assert (response.status_code, response.json()["code"]) == (409, "not_for_xlsx")
