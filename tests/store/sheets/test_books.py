"""Columns for books: by the rules of the API, all or nothing, in few statements."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from store.books.bulk import write_books
from store.books.services import write_book
from store.models import Author, Book, BookAuthor, Genre, Product
from store.sheets.downloads import download
from store.sheets.run import run_import
from store.sheets.services import start_import
from tests.architecture.world import everything
from tests.builders import make_collection, make_product, make_user, make_vendor
from tests.sheets import (
    csv_of,
    figures,
    problems,
    rows_of_csv,
    rows_of_xlsx,
    run,
    xlsx_of,
)

pytestmark = pytest.mark.django_db
BOOK = ["isbn", "authors", "genres", "publisher", "language", "pages", "released_on"]
KINDS = pytest.mark.parametrize("file_of", [csv_of, xlsx_of])
VERNE = {
    "isbn": "9789931000129",
    "authors": ["Jules Verne", "Émile Zola"],
    "publisher": "Corner Classics",
    "language": "fr",
    "pages_from": 180,
    "pages_to": 210,
    "released_on": date(1873, 1, 30),
}


@pytest.fixture
def shop() -> Any:
    return make_vendor()


def make_genres(*names: str) -> list[Genre]:
    return [
        Genre.objects.create(name=name, slug=name.lower().replace(" ", "-"))
        for name in names
    ]


def make_book(shop: Any, title: str = "Book", **values: Any) -> Product:
    product = make_product(title, vendor=shop)
    write_book(product_id=product.pk, values=values)
    return product


def shown(client: Any, product: Product) -> dict[str, Any]:
    """Its book as the API shows it."""
    return client.get(f"/store/products/{product.pk}/").json()["book"]


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_file_that_comes_back_as_it_went_changes_nothing(
    shop: Any, file_format: str
) -> None:
    """Also what the API would refuse today, and names with a semicolon."""
    adventure, fiction = make_genres("Adventure", "Science Fiction")
    make_book(shop, **VERNE, genres=[fiction.pk, adventure.pk])
    make_book(shop, authors=["A;B", "=1+1", "  spaced   out ", "Ünï"], publisher="'=x")
    make_book(shop, publisher="1984", pages_from=1, pages_to=2)
    make_book(shop, pages_from=7, pages_to=7, language="kab")
    make_book(shop)  # a book of which nothing is known
    make_product("Mango", vendor=shop)
    bad = make_book(shop)
    Book.objects.filter(pk=bad.pk).update(isbn="nonsense", language="xyz")
    before = everything()

    content = download(vendor=shop, file_format=file_format).getvalue()
    job = run(shop, content)

    assert problems(job) == []
    assert figures(job) == (7, 0, 0, 7)
    after = everything()
    for model in ("Product", "Book", "BookAuthor", "Author"):
        assert after[f"store.{model}"] == before[f"store.{model}"]


def test_the_cells_say_what_the_api_says(shop: Any) -> None:
    adventure, fiction = make_genres("Adventure", "Science Fiction")
    make_book(shop, **VERNE, genres=[fiction.pk, adventure.pk])
    make_product("Mango", vendor=shop)

    for content, rows_of in (
        (download(vendor=shop, file_format="csv").getvalue(), rows_of_csv),
        (download(vendor=shop, file_format="xlsx").getvalue(), rows_of_xlsx),
    ):
        header, verne, mango = rows_of(content)
        cells = dict(zip(header, verne, strict=True))
        assert [cells[name] for name in BOOK] == [
            "9789931000129",
            "Jules Verne; Émile Zola",
            "adventure; science-fiction",
            "Corner Classics",
            "fr",
            "180-210",
            "1873-01-30",
        ]
        assert [text or "" for text in mango[-len(BOOK) :]] == [""] * len(BOOK)


@KINDS
def test_a_new_row_with_a_cell_of_a_book_is_one(
    shop: Any, anon: Any, file_of: Any
) -> None:
    adventure, fiction = make_genres("Adventure", "Science Fiction")
    shelf = make_collection("Books")
    header = ["title", "unit_price", "inventory", "collection", *BOOK]
    job = run(
        shop,
        file_of(
            header,
            [
                *("Around the World", 8.7, 40, shelf.title, "978-9931-00-012-9"),
                *(
                    "Jules Verne;émile  zola ; jules verne;",
                    "Adventure;SCIENCE fiction",
                ),
                *("Corner", "FRA", "180 - 210", "1873-01-30"),
            ],
            ["Mango", 4.5, 3, shelf.title, "", "", "", "", "", "", ""],
            ["Emma", 3, 1, shelf.title, "", "", f"{fiction.pk}", "", "", 300, ""],
        ),
    )

    assert (problems(job), figures(job)) == ([], (3, 3, 0, 0))
    verne, mango, emma = Product.objects.order_by("pk")
    book = shown(anon, verne)
    assert [author["name"] for author in book.pop("authors")] == [
        "Jules Verne",
        "émile zola",
    ]
    assert [genre["id"] for genre in book.pop("genres")] == [adventure.pk, fiction.pk]
    assert book == {
        "isbn": "9789931000129",
        "publisher": "Corner",
        "released_on": "1873-01-30",
        "pages": "180-210",
        "pages_from": 180,
        "pages_to": 210,
        "language": "fr",
        "formats": [],
    }
    assert shown(anon, mango) is None
    assert shown(anon, emma)["pages"] == 300
    assert [genre["id"] for genre in shown(anon, emma)["genres"]] == [fiction.pk]


@KINDS
def test_a_row_writes_the_columns_that_are_there_and_no_others(
    shop: Any, anon: Any, file_of: Any
) -> None:
    [adventure] = make_genres("Adventure")
    verne = make_book(shop, "Verne", **VERNE, genres=[adventure.pk])
    mango = make_product("Mango", vendor=shop)
    untouched = Product.objects.get(pk=verne.pk)

    job = run(
        shop,
        file_of(
            ["id", "authors", "publisher", "isbn"],
            [verne.pk, "Émile Zola; Jules Verne", "", "9789931000129"],
            [mango.pk, "Nobody", "", ""],
        ),
    )

    assert (problems(job), figures(job)) == ([], (2, 0, 2, 0))
    book = shown(anon, verne)
    assert [row["name"] for row in book["authors"]] == ["Émile Zola", "Jules Verne"]
    assert (book["publisher"], book["isbn"], book["pages"]) == (
        *("", "9789931000129", "180-210"),
    )
    assert [row["id"] for row in book["genres"]] == [adventure.pk]
    assert shown(anon, mango)["authors"][0]["name"] == "Nobody"
    changed = Product.objects.get(pk=verne.pk)
    assert changed.last_update > untouched.last_update
    assert (changed.title, changed.inventory) == ("Verne", untouched.inventory)


def test_cells_that_were_emptied_empty_the_book_and_it_stays_one(
    shop: Any, anon: Any
) -> None:
    [adventure] = make_genres("Adventure")
    verne = make_book(shop, **VERNE, genres=[adventure.pk])

    job = run(shop, csv_of(["id", *BOOK], [verne.pk, *[""] * len(BOOK)]))

    assert (problems(job), figures(job)) == ([], (1, 0, 1, 0))
    book = shown(anon, verne)
    assert (book["isbn"], book["authors"], book["genres"], book["pages"]) == (
        *("", [], [], None),
    )
    assert book["released_on"] is None


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


def test_many_books_cost_no_query_each(shop: Any) -> None:
    make_genres("Adventure", "Drama")

    def queries(count: int) -> int:
        products = [make_product(vendor=shop) for _ in range(count)]
        rows = [
            [p.pk, "9789931000129", f"Writer {p.pk}x; Jules Verne", "drama", p.pk]
            for p in products
        ]
        content = csv_of(["id", "isbn", "authors", "genres", "pages"], *rows)
        with CaptureQueriesContext(connection) as captured:
            job = run(shop, content)
        assert (problems(job), job.updated) == ([], count)
        return len(captured)

    queries(1)
    assert queries(2) == queries(60)
    assert BookAuthor.objects.count() == 2 * 63


def test_many_at_once_are_written_as_one_by_one(
    shop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.books.bulk.AT_A_TIME", 2)
    [drama] = make_genres("Drama")
    wanted = [
        {**VERNE, "genres": [drama.pk]},
        {"authors": ["B b", "A a"], "language": "en"},
        {},
        {"authors": [], "genres": []},
        {"publisher": "P", "pages_from": 3, "pages_to": 4},
    ]
    for before in ({}, {**VERNE, "genres": [drama.pk]}):
        singly = [make_book(shop, **before) for _ in wanted]
        at_once = [make_book(shop, **before) for _ in wanted]
        for product, values in zip(singly, wanted, strict=True):
            write_book(product_id=product.pk, values=values)
        write_books(values={p.pk: v for p, v in zip(at_once, wanted, strict=True)})
        for one, other in zip(singly, at_once, strict=True):
            assert told(one) == told(other)


def told(product: Product) -> list[Any]:
    book = Book.objects.get(pk=product.pk)
    columns = Book.objects.filter(pk=product.pk).values(
        *("isbn", "publisher", "released_on", "pages_from", "pages_to", "language")
    )
    authors = book.written_by.values_list("position", "author__name")
    return [*columns, *authors, *book.genres.values_list("pk", flat=True)]
