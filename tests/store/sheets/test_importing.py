"""What the rows of a file do to a vendor's products."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from store.models import Product
from tests.builders import make_collection, make_product, make_vendor
from tests.sheets import csv_of, figures, problems, run, xlsx_of

pytestmark = pytest.mark.django_db
KINDS = pytest.mark.parametrize("file_of", [csv_of, xlsx_of])


@pytest.fixture
def shop():
    return make_vendor()


@pytest.fixture
def shelf():
    return make_collection("Fruit")


def products():
    return {row["id"]: row for row in Product.objects.values()}


@KINDS
def test_a_row_without_an_id_is_a_new_product(shop, shelf, file_of):
    header = ["title", "unit", "unit_price", "inventory", "collection", "is_published"]

    job = run(
        shop,
        file_of(
            header,
            ["Ripe mango", "kg", 4.5, 12, "Fruit", "no"],
            [1984, "", "3", "0", shelf.pk, ""],
        ),
    )

    assert (problems(job), figures(job)) == ([], (2, 2, 0, 0))
    mango, book = Product.objects.order_by("pk")
    assert (mango.title, mango.slug, mango.unit) == ("Ripe mango", "ripe-mango", "kg")
    assert (mango.unit_price, mango.inventory) == (Decimal("4.50"), 12)
    assert (mango.vendor, mango.collection, mango.is_published) == (shop, shelf, False)
    assert (book.title, book.slug, book.unit) == ("1984", "1984", "piece")
    assert (book.is_published, book.description) == (True, None)


@KINDS
def test_a_row_with_an_id_writes_the_columns_that_are_there(shop, file_of):
    mango = make_product("Mango", vendor=shop, inventory=7, unit_price="2.00")
    date = make_product("Date", vendor=shop)
    before = products()

    job = run(
        shop,
        file_of(["id", "unit_price"], [mango.pk, "3.20"], [date.pk, date.unit_price]),
    )

    assert (problems(job), figures(job)) == ([], (2, 0, 1, 1))
    after = products()
    assert after[date.pk] == before[date.pk]
    changed = before[mango.pk] | {
        "unit_price": Decimal("3.20"),
        "last_update": after[mango.pk]["last_update"],
    }
    assert after[mango.pk] == changed
    assert after[mango.pk]["last_update"] > before[mango.pk]["last_update"]


def test_every_column_can_be_changed_at_once(shop, shelf):
    mango = make_product("Mango", vendor=shop, description="Sweet.")

    run(
        shop,
        csv_of(
            [
                *("id", "title", "slug", "description", "unit", "unit_price"),
                *("inventory", "collection", "is_published"),
            ],
            [mango.pk, "Kiwi", "kiwi", "", "kg", "9", "1", "fruit", "FALSE"],
        ),
    )

    mango.refresh_from_db()
    assert (mango.title, mango.slug, mango.description) == ("Kiwi", "kiwi", None)
    assert (mango.unit, mango.unit_price, mango.inventory) == ("kg", 9, 1)
    assert (mango.collection, mango.is_published) == (shelf, False)


def test_a_dry_run_says_what_it_would_do_and_writes_nothing(shop, shelf):
    mango = make_product(vendor=shop)
    before = products()
    content = csv_of(
        ["id", "title", "unit_price", "inventory", "collection"],
        [mango.pk, "Kiwi", "1", "1", "Fruit"],
        ["", "Fig", "1", "1", "Fruit"],
        ["", "", "1", "1", "Fruit"],
    )

    job = run(shop, content, dry_run=True)

    assert problems(job) == [(4, "title", "required")]
    assert figures(job) == (3, 1, 1, 0)
    assert products() == before


def test_one_bad_row_and_nothing_is_written(shop, shelf):
    mango = make_product(vendor=shop)
    before = products()

    job = run(
        shop,
        csv_of(
            ["id", "title", "unit_price", "inventory", "collection"],
            [mango.pk, "Kiwi", "1", "1", "Fruit"],
            ["", "Fig", "0.50", "1", "Fruit"],
        ),
    )

    assert (job.status, problems(job)) == ("done", [(3, "unit_price", "min_value")])
    assert figures(job) == (2, 0, 0, 0)
    assert products() == before


def test_every_problem_of_every_row_is_named(shop, shelf):
    mango = make_product("Mango", vendor=shop)
    make_collection("Twice")
    make_collection("twice")
    good = ["Fig", "fig", "", "kg", "1", "1", "Fruit", "yes"]

    def row(pk="", **cells):
        names = ["title", "slug", "description", "unit", "unit_price", "inventory"]
        names += ["collection", "is_published"]
        return [pk, *(dict(zip(names, good, strict=True)) | cells).values()]

    header = ["id", "title", "slug", "description", "unit", "unit_price", "inventory"]
    job = run(
        shop,
        csv_of(
            [*header, "collection", "is_published"],
            row(title="x" * 256, unit="box"),
            row(slug="not a slug", is_published="perhaps"),
            row(unit_price="1.234", inventory="-1"),
            row(unit_price="dear", inventory="2000000001"),
            row(unit_price="1e400", inventory="9" * 5000),
            row(unit_price="NaN", inventory="1.5"),
            row(collection="Vegetables"),
            row(collection="Twice"),
            row(collection="99999999999999999999"),
            row(title="Nul\0", unit_price="", inventory="", collection=""),
            row(mango.pk, unit_price=""),
            row(mango.pk),
            row(9**30),
            row("abc"),
            [*row(), "more"],
        ),
    )

    assert problems(job) == [
        (2, "title", "max_length"),
        (2, "unit", "invalid_choice"),
        (3, "slug", "invalid"),
        (3, "is_published", "invalid"),
        (4, "unit_price", "max_decimal_places"),
        (4, "inventory", "min_value"),
        (5, "unit_price", "invalid"),
        (5, "inventory", "max_value"),
        (6, "unit_price", "max_digits"),
        (6, "inventory", "max_string_length"),
        (7, "unit_price", "invalid"),
        (7, "inventory", "invalid"),
        (8, "collection", "unknown_collection"),
        (9, "collection", "ambiguous_collection"),
        (10, "collection", "unknown_collection"),
        (11, "title", "null_characters_not_allowed"),
        (11, "unit_price", "required"),
        (11, "inventory", "required"),
        (11, "collection", "required"),
        (12, "unit_price", "required"),
        (13, "id", "duplicate_product"),
        (14, "id", "unknown_product"),
        (15, "id", "unknown_product"),
        (16, None, "too_many_cells"),
    ]
    assert all(one["message"] for one in job.problems)


def test_somebody_elses_product_is_as_unknown_as_one_that_is_not_there(shop):
    theirs = make_product("Secret draft", vendor=make_vendor(), is_published=False)
    store = make_product(vendor=None)
    before = products()

    job = run(
        shop,
        csv_of(
            ["id", "title"], [theirs.pk, "Mine"], [store.pk, "Mine"], [10**9, "Mine"]
        ),
    )

    messages = {one["message"] for one in job.problems}
    assert (job.problems_count, len(messages)) == (3, 1)
    assert "Secret" not in str(job.problems)
    assert products() == before


def test_the_first_problems_are_kept_and_all_are_counted(shop):
    job = run(shop, csv_of(["id", "title"], *([10**9 + n, "x"] for n in range(1200))))

    assert (len(job.problems), job.problems_count) == (1000, 1200)
    assert job.problems[-1]["row"] == 1001


@pytest.mark.parametrize(("rows", "code"), [(10_000, None), (10_001, "too_many_rows")])
def test_ten_thousand_rows_are_a_file_and_one_more_is_not(shop, rows, code):
    job = run(shop, csv_of(["id", "title"], *([1, "x"] for _ in range(rows))))

    first = job.problems[0]
    assert (first["code"] == "too_many_rows") == (code is not None)
    assert job.problems_count == (1 if code else 10_000)


def test_a_file_as_european_excel_writes_it_is_read(shop, shelf):
    mango = make_product("Mangue", vendor=shop, unit_price="2.00")
    content = csv_of(
        ["ID", " Unit_Price ", "title", ""],
        [mango.pk, "4,5", "Mangue; mûre", ""],
        ["", "", "", ""],
        delimiter=";",
    )

    job = run(shop, b"\xef\xbb\xbf" + content)

    assert (problems(job), figures(job)) == ([], (1, 0, 1, 0))
    mango.refresh_from_db()
    assert (mango.unit_price, mango.title) == (Decimal("4.50"), "Mangue; mûre")


def test_rows_are_numbered_as_in_the_spreadsheet(shop):
    for file_of in (csv_of, xlsx_of):
        job = run(shop, file_of([], ["id", "title"], ["", ""], [7, "x"]))

        assert problems(job) == [(4, "id", "unknown_product")]


def test_formulas_dates_and_long_numbers_of_a_spreadsheet(shop, shelf):
    first, second = (make_product(vendor=shop) for _ in range(2))

    job = run(
        shop,
        xlsx_of(
            ["id", "title", "unit_price", "inventory"],
            [float(first.pk), date(2026, 1, 2), 0.1 + 0.2 + 1, 12.0],
            [second.pk, "=1+1", time(9, 30), True],
        ),
    )

    # A formula whose result was never worked out is an empty cell.
    assert problems(job) == [
        (3, "title", "required"),
        (3, "unit_price", "invalid"),
        (3, "inventory", "invalid"),
    ]
    job = run(
        shop,
        xlsx_of(
            ["id", "title", "unit_price", "inventory"],
            [float(first.pk), date(2026, 1, 2), 0.1 + 0.2 + 1, 12.0],
        ),
    )
    first.refresh_from_db()
    assert (first.title, first.unit_price) == ("2026-01-02T00:00:00", Decimal("1.30"))
    assert first.inventory == 12
