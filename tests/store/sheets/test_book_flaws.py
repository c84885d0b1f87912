"""What is wrong with the cells of books: named, each of them, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest

from store.models import Author, Book
from store.sheets.run import run_import
from store.sheets.services import start_import
from tests.architecture.world import everything
from tests.builders import make_product, make_user, make_vendor
from tests.sheets import csv_of, run, xlsx_of
from tests.store.sheets.test_books import KINDS, VERNE, make_book, make_genres

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Any:
    return make_vendor()


@KINDS
@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        ("isbn", "978-9931-00-012-6", "bad_isbn"),
        ("isbn", "306406152", "bad_isbn"),
        ("isbn", "9" * 10_000, "bad_isbn"),
        ("authors", "Jules Verne; 1984", "no_letter"),
        ("authors", "x" * 256, "max_length"),
        ("authors", ";".join(f"Name{n:03}x" for n in range(51)), "max_length"),
        ("genres", "adventure; nonsense", "unknown_genres"),
        ("genres", "9" * 30, "unknown_genres"),
        ("genres", ";".join(f"g{n}" for n in range(101)), "max_length"),
        ("publisher", "x" * 256, "max_length"),
        ("language", "xx", "bad_language"),
        ("language", "french", "bad_language"),
        ("pages", "210-180", "bad_pages"),
        ("pages", "0", "bad_pages"),
        ("pages", "NaN", "bad_pages"),
        ("released_on", "0999-01-01", "min_value"),
        ("released_on", "30/01/1873", "invalid"),
        ("released_on", "Infinity", "invalid"),
    ],
)
def test_what_the_api_refuses_is_named_and_nothing_is_written(
    shop: Any, file_of: Any, column: str, text: str, code: str
) -> None:
    make_genres("Adventure")
    good, bad = make_book(shop), make_product(vendor=shop)
    before = everything()

    job = run(shop, file_of(["id", column], [good.pk, ""], [bad.pk, text]))

    assert [(flaw["row"], flaw["column"], flaw["code"]) for flaw in job.problems] == [
        (3, column, code)
    ]
    after = everything()
    for model in ("Product", "Book", "Author"):
        assert after[f"store.{model}"] == before[f"store.{model}"]


@pytest.mark.parametrize(
    ("column", "junk"),
    [
        *(("authors", "_xD800_a"), ("genres", "_xD800_a"), ("genres", "_x0000_a")),
        *(("publisher", "_xD800_a"), ("publisher", "_x0000_a")),
        *(("isbn", "_xD800_a"), ("isbn", "_x0000_a"), ("pages", "_xD800_1")),
    ],
)
def test_signs_that_no_database_keeps_are_refused(
    shop: Any, column: str, junk: str
) -> None:
    product = make_product(vendor=shop)

    job = run(shop, xlsx_of(["id", column], [product.pk, junk]))

    assert {flaw["column"] for flaw in job.problems} == {column}
    assert not Book.objects.exists()


def test_every_problem_of_a_row_is_told(shop: Any) -> None:
    product = make_product(vendor=shop)

    job = run(
        shop,
        csv_of(
            ["id", "unit_price", "isbn", "language"], [product.pk, "0", "1", "klingon"]
        ),
    )

    assert [flaw["column"] for flaw in job.problems] == [
        "unit_price",
        "isbn",
        "language",
    ]
    assert job.problems[1]["message"].startswith("This is no ISBN")


def test_a_dry_run_writes_no_author(shop: Any) -> None:
    product = make_product(vendor=shop)
    content = csv_of(["id", "authors"], [product.pk, "Jules Verne"])

    job = start_import(
        vendor=shop, by=make_user(), content=content, file_name="a.csv", dry_run=True
    )
    run_import(pk=job.pk)
    job.refresh_from_db()

    assert (job.status, job.updated) == ("done", 1)
    assert not Author.objects.exists()
    assert not Book.objects.exists()


def test_books_of_others_are_not_written(shop: Any) -> None:
    other = make_book(make_vendor(), **VERNE)

    job = run(shop, csv_of(["id", "isbn"], [other.pk, ""]))

    assert [flaw["code"] for flaw in job.problems] == ["unknown_product"]
    assert Book.objects.get().isbn == VERNE["isbn"]
