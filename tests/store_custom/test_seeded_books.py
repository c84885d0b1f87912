"""The books of the example shop, as far as they need no seeded shop."""

from __future__ import annotations

from store.books.values import parse_isbn
from store_custom.seeding.books import edition
from store_custom.seeding.data.books import BOOKS, FRENCH, GENRES, MORE_GENRES


def test_every_book_has_a_right_isbn_of_its_own_and_sane_pages() -> None:
    editions = [
        edition(place, title, year) for place, (title, _, year, *_) in enumerate(BOOKS)
    ]

    isbns = [row["isbn"] for row in editions]
    assert [parse_isbn(isbn) for isbn in isbns] == isbns
    assert len(set(isbns)) == len(BOOKS)
    assert all(0 < row["pages_from"] <= row["pages_to"] for row in editions)
    assert [row["released_on"] for row in editions].count(None) == 1  # of the year 180


def test_what_is_said_of_titles_and_genres_is_said_of_some_that_exist() -> None:
    titles = {title for title, *_ in BOOKS}

    assert {genre for *_, genre, _ in BOOKS} <= set(GENRES)
    assert set(MORE_GENRES) | FRENCH <= titles
    assert {name for names in MORE_GENRES.values() for name in names} <= set(GENRES)
