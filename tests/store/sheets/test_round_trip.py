"""What goes out comes back and changes nothing, and runs nothing on the way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from store.models import Product
from store.shared.csv_text import guarded
from store.sheets.columns import Shelves, unguarded
from store.sheets.downloads import download
from store.sheets.errors import NotForXlsx
from tests.architecture.world import everything
from tests.builders import make_collection, make_product, make_vendor
from tests.sheets import figures, problems, rows_of_csv, rows_of_xlsx, run

pytestmark = pytest.mark.django_db
FORMATS = pytest.mark.parametrize("file_format", ["csv", "xlsx"])
NASTY = [
    "=1+1",
    "+1",
    "-20% on mangoes",
    "@SUM(A1)",
    "'=quoted",
    "''=twice",
    "'tis a title",
    "\t=tab",
    "\uff1d1+1",
    '=HYPERLINK("http://evil.example","click")',
    "=cmd|' /C calc'!A0",
    "0012",
    "1e5",
    "TRUE",
    "2026-01-02",
    "  spaces  ",
    'quote " and, comma; semicolon',
    "line\nbreak",
    "return\r\nline",
    "bell\x07 and _x0041_ and _x000D_",
    "عسل طبيعي",
    "🥭",
    "\ufeffbom",
    "-",
]


def exported(vendor, file_format):
    return download(vendor=vendor, file_format=file_format).getvalue()


@FORMATS
def test_a_file_that_comes_back_as_it_went_changes_nothing(file_format):
    """Also what the API would refuse today: it is not touched."""
    shop = make_vendor()
    shelves = [make_collection(title) for title in ("Twice", "twice", "=Fruit", "7")]
    for number, text in enumerate(NASTY):
        make_product(
            text,
            vendor=shop,
            slug=text[:50],
            description=[None, "", text, text * 3][number % 4],
            collection=shelves[number % 4],
            is_published=number % 2 == 0,
            unit_price=[Decimal("0.50"), Decimal("99999999.99")][number % 2],
            unit=["kg", "piece"][number % 2],
        )
    before = everything()["store.Product"]

    job = run(shop, exported(shop, file_format))

    assert problems(job) == []
    assert figures(job) == (len(NASTY), 0, 0, len(NASTY))
    assert everything()["store.Product"] == before


@FORMATS
def test_no_cell_of_text_runs_as_a_formula(file_format):
    shop = make_vendor()
    for text in NASTY:
        make_product(text, vendor=shop, description=text)
    content = exported(shop, file_format)
    rows = rows_of_csv(content) if file_format == "csv" else rows_of_xlsx(content)

    texts = [cell for row in rows for cell in row if isinstance(cell, str)]
    assert len(texts) > 2 * len(NASTY)
    assert [text for text in texts if text[:1] in "=+-@\t\r\uff1d" and text] == []


def test_numbers_of_xlsx_are_numbers_and_prices_are_not_touched():
    shop = make_vendor()
    product = make_product(
        "Mango", vendor=shop, unit_price="4.50", inventory=12, description="Sweet."
    )

    header, row = rows_of_xlsx(exported(shop, "xlsx"))

    cells = dict(zip(header, row, strict=True))
    assert cells["id"] == product.pk
    assert (cells["unit_price"], cells["inventory"]) == (4.5, 12)
    assert (cells["is_published"], cells["collection"]) == (
        True,
        product.collection.title,
    )
    [_, row] = rows_of_csv(exported(shop, "csv"))
    assert row[header.index("unit_price")] == "4.50"


@pytest.mark.parametrize("text", [*NASTY, "", "plain"])
def test_a_guard_is_taken_off_again(text):
    assert unguarded(guarded(text)) == text


def test_all_products_of_the_vendor_are_in_it_and_nobody_elses(monkeypatch):
    monkeypatch.setattr("store.sheets.writers.AT_A_TIME", 3)
    shop = make_vendor()
    own = [make_product(vendor=shop, is_published=n % 2 == 0).pk for n in range(7)]
    make_product(vendor=make_vendor())
    make_product()

    rows = rows_of_csv(exported(shop, "csv"))

    assert [int(row[0]) for row in rows[1:]] == own


def test_many_products_cost_a_query_for_each_five_hundred(django_assert_num_queries):
    shop, shelf = make_vendor(), make_collection()
    Product.objects.bulk_create(
        Product(vendor=shop, title="x", unit_price=1, inventory=1, collection=shelf)
        for _ in range(1200)
    )

    with django_assert_num_queries(4):
        assert len(rows_of_csv(exported(shop, "csv"))) == 1201


def test_what_xlsx_has_no_room_for_is_refused(monkeypatch):
    shop = make_vendor()
    make_product(vendor=shop, description="x" * 32_768)

    with pytest.raises(NotForXlsx):
        download(vendor=shop, file_format="xlsx")
    assert len(exported(shop, "csv")) > 32_768

    Product.objects.update(description="")
    monkeypatch.setattr("store.sheets.writers.MOST_ROWS", 0)
    with pytest.raises(NotForXlsx):
        download(vendor=shop, file_format="xlsx")


def test_a_collection_is_found_by_its_title_in_any_case_or_by_its_id():
    fruit = make_collection("Fruit")
    first, second = make_collection("Twice"), make_collection("TWICE")
    number = make_collection(str(fruit.pk))
    shelves = Shelves()

    assert shelves.find(" fRUIT ") == fruit.pk
    assert shelves.find(str(second.pk)) == second.pk
    assert shelves.find(str(fruit.pk)) == number.pk  # a title goes before an id
    assert shelves.find("twice") is None
    assert shelves.is_ambiguous("twice")
    assert shelves.name_of(first.pk) == str(first.pk)
    assert shelves.name_of(fruit.pk) == "Fruit"
