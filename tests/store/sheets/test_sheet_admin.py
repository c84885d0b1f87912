"""Imports and exports in the admin."""

from __future__ import annotations

import pytest

from store.models import Product, ProductImport
from store.vendors.choices import Role
from tests.admin_pages import page, queries_of, said, text
from tests.architecture.world import everything
from tests.builders import (
    make_collection,
    make_import,
    make_product,
    make_vendor,
    upload,
)
from tests.sheets import csv_of, rows_of_csv, rows_of_xlsx
from tests.store.vendors.conftest import make_colleague, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "/admin/store/productimport/add/"
EXPORT = "/admin/store/product/export/"


@pytest.fixture
def shop():
    return make_vendor(shop_name="Veras")


@pytest.fixture
def manager(shop):
    return signed_in(make_colleague(Role.MANAGER, shop))


def new_products(*titles):
    shelf = make_collection("Fruit")
    header = ["title", "unit_price", "inventory", "collection"]
    return csv_of(header, *([title, 2, 3, shelf.pk] for title in titles))


def send(client, vendor, content, **data):
    fields = {"vendor": vendor.pk, "file": upload(content), **data}
    return client.post(ADD, fields)


def test_a_dry_run_shows_the_problem_of_each_row(manager, shop):
    product = make_product("Secret", vendor=make_vendor())
    content = csv_of(["id", "title"], [product.pk, "Mine"], [10**9, "Mine"])

    response = send(manager, shop, content, dry_run="on")

    job = ProductImport.objects.get()
    assert response["Location"] == page("store_productimport", "change", job.pk)
    html = text(manager.get(response["Location"]))
    for row in (2, 3):
        line = f"<td>{row}</td><td>id</td><td>You have no product of this id.</td>"
        assert line in html
    assert "2 problems. Nothing was written." in html
    assert "Secret" not in html


def test_a_file_is_written_when_the_box_is_not_ticked(manager, shop):
    response = send(manager, shop, new_products("Fig", "Date"))

    html = text(manager.get(response["Location"]))
    assert Product.objects.filter(vendor=shop).count() == 2
    assert "2 of 2" in html
    assert "Done" in html
    assert "Refresh" not in manager.get(response["Location"])


def test_what_is_no_sheet_is_said_beside_the_field(manager, shop):
    before = everything()

    for content, words in (
        (b"nonsense", "Some columns are not known"),
        ("id\n".encode("utf-16"), "The text is not UTF-8."),
        (b"", "The submitted file is empty."),
    ):
        response = send(manager, shop, content)
        assert response.status_code == 200
        assert words in text(response)
    assert everything() == before


def test_a_refusal_of_the_rules_is_a_message(manager, shop):
    for _ in range(2):
        make_import(shop, status="waiting")

    response = send(manager, shop, new_products("Fig"))

    assert said(response)[-1].startswith("2 imports of this shop are under way.")
    assert not Product.objects.exists()


def test_a_page_that_waits_comes_back_by_itself(manager, shop):
    job = make_import(shop, status="running", total=1200, done=240)

    response = manager.get(page("store_productimport", "change", job.pk))

    assert response["Refresh"] == "3"
    assert "240 of 1,200" in text(response)


def test_the_first_problems_are_shown_and_all_are_counted(manager, shop):
    problem = {"row": 2, "column": "id", "code": "x", "message": "<b>No.</b>"}
    job = make_import(shop, problems=[problem] * 2, problems_count=1200)

    html = text(manager.get(page("store_productimport", "change", job.pk)))

    assert "1,200 problems, the first 2 of them. Nothing was written." in html
    assert "<td>&lt;b&gt;No.&lt;/b&gt;</td>" in html


def test_a_member_of_one_shop_need_not_choose(manager, shop):
    assert f'<option value="{shop.pk}" selected>Veras' in text(manager.get(ADD))


def test_why_an_import_failed_is_said(manager, shop):
    job = make_import(shop, status="failed", error="worker_lost")

    html = text(manager.get(page("store_productimport", "change", job.pk)))

    assert "It was interrupted several times." in html


def test_members_bring_files_to_their_own_shop_alone(manager, shop):
    other = make_vendor(shop_name="Ottos")
    theirs = make_import(other, file_name="ottos-prices.csv")
    content = new_products("Fig")
    before = everything()

    response = send(manager, other, content)

    assert "vendor" in response.context["adminform"].form.errors
    assert everything()["store.Product"] == before["store.Product"]
    assert "Ottos" not in text(manager.get(ADD))
    listed = text(manager.get("/admin/store/productimport/"))
    assert "ottos-prices" not in listed
    for view in ("change", "history", "delete"):
        response = manager.get(page("store_productimport", view, theirs.pk))
        assert response.status_code in {302, 403}


def test_an_import_is_neither_changed_nor_deleted(manager, admin_client, shop):
    job = make_import(shop)
    before = everything()

    for client in (manager, admin_client):
        for view in ("change", "delete"):
            address = page("store_productimport", view, job.pk)
            assert client.post(address, {"post": "yes"}).status_code == 403
    assert everything()["store.ProductImport"] == before["store.ProductImport"]


def test_who_packs_brings_and_takes_nothing(shop):
    packer = signed_in(make_colleague(Role.STAFF, shop))

    assert packer.get(ADD).status_code == 403
    assert packer.post(ADD, {}).status_code == 403
    assert packer.get(EXPORT).status_code == 403
    assert packer.get("/admin/store/product/import/").status_code == 403
    html = text(packer.get("/admin/store/product/"))
    assert "/admin/store/product/export/" not in html


def test_products_are_taken_out_of_ones_own_shop(manager, shop):
    mango = make_product("Mango", vendor=shop)
    other = make_vendor(shop_name="Ottos")
    make_product("Ottos date", vendor=other)

    form = manager.get(EXPORT)
    csv = manager.post(EXPORT, {"vendor": shop.pk, "file_format": "csv"})
    xlsx = manager.post(EXPORT, {"vendor": shop.pk, "file_format": "xlsx"})
    forged = manager.post(EXPORT, {"vendor": other.pk, "file_format": "csv"})

    assert "Ottos" not in text(form)
    assert {str(mango.pk), "Mango"} <= {*rows_of_csv(csv.getvalue())[1]}
    assert {mango.pk, "Mango"} <= {*rows_of_xlsx(xlsx.getvalue())[1]}
    assert forged["Content-Type"].startswith("text/html")
    assert "Ottos" not in text(forged)


def test_what_does_not_fit_xlsx_is_a_message(manager, shop):
    make_product(vendor=shop, description="x" * 40_000)

    response = manager.post(EXPORT, {"vendor": shop.pk, "file_format": "xlsx"})

    assert said(response)[-1].startswith("XLSX has no room for this")


def test_staff_choose_among_all_vendors_and_find_the_ways_above_the_list(
    admin_client, shop
):
    make_vendor(shop_name="Ottos")
    html = text(admin_client.get("/admin/store/product/"))

    assert "/admin/store/product/import/" in html
    assert "/admin/store/product/export/" in html
    moved = admin_client.get("/admin/store/product/import/")
    assert moved["Location"] == ADD
    form = text(admin_client.get(EXPORT))
    assert ("Veras" in form, "Ottos" in form) == (True, True)
    send(admin_client, shop, new_products("Fig"))
    assert Product.objects.get().vendor == shop


def test_the_list_costs_the_same_for_two_imports_and_for_twenty(admin_client, shop):
    for _ in range(2):
        make_import(make_vendor())
    few = queries_of(admin_client, "/admin/store/productimport/")
    for _ in range(18):
        make_import(make_vendor())

    assert queries_of(admin_client, "/admin/store/productimport/") == few
