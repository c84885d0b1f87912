"""Columns for books: by the rules of the API, all or nothing, in few statements."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from store.books.bulk import write_books
from store.books.services import write_book
from store.models import Book, BookAuthor, Genre, Product
from store.sheets.downloads import download
from tests.architecture.world import everything
from tests.builders import make_collection, make_product, make_vendor
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
