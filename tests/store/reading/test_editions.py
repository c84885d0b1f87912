"""Editions: who gets the newest, who keeps the old one, and what goes for good."""

from __future__ import annotations

from typing import Any

import pytest

from store.models import Book, BookFile, LibraryEntry
from store.reading.run import check_file
from store.reading.services import delete_leftovers, take_away
from store.shared.private_files import private_storage
from tests.book_files import bring, make_book, make_book_file, pdf_of
from tests.builders import make_entry

pytestmark = pytest.mark.django_db


def editions(**filters: Any) -> list[tuple[int, bool]]:
    """Number, and whether it was replaced."""
    rows = BookFile.objects.filter(**filters).order_by("edition")
    return [(row.edition, row.replaced_at is not None) for row in rows]


def hold(book: Book) -> LibraryEntry:
    return make_entry(product=book.product)


def replace(book: Book, mark: str) -> BookFile:
    edition = bring(book, pdf_of(mark=mark))
    check_file(pk=edition.pk)
    return edition


def test_a_new_edition_takes_the_place_of_one_that_nobody_holds(
    django_capture_on_commit_callbacks: Any,
) -> None:
    book = make_book()
    first = make_book_file(book.product)

    with django_capture_on_commit_callbacks(execute=True):
        replace(book, "second")

    assert editions() == [(2, False)]
    assert not private_storage.exists(first.file.name)


def test_who_held_the_book_before_keeps_the_old_edition() -> None:
    book = make_book()
    make_book_file(book.product)
    hold(book)

    replace(book, "second")
    replace(book, "third")

    assert editions() == [(1, True), (2, True), (3, False)]


def test_only_what_was_replaced_before_anybody_held_it_goes() -> None:
    book = make_book()
    make_book_file(book.product)
    replace(book, "second")
    hold(book)
    replace(book, "third")

    assert editions() == [(2, True), (3, False)]


def test_an_edition_takes_no_place_before_it_is_ready() -> None:
    book = make_book()
    make_book_file(book.product)

    refused = bring(book, b"%PDF-1.4 nothing\nstartxref\n0\n%%EOF")
    assert editions(status="ready") == [(1, False)]
    check_file(pk=refused.pk)

    assert editions(status="ready") == [(1, False)]


def test_an_older_edition_that_is_ready_later_takes_no_place() -> None:
    book = make_book()
    hold(book)
    older, newer = (bring(book, pdf_of(mark=mark)) for mark in "ab")

    for edition in (newer, older):
        check_file(pk=edition.pk)

    assert editions() == [(1, True), (2, False)]


def test_formats_and_samples_have_editions_of_their_own() -> None:
    book = make_book()
    hold(book)
    for fields in ({}, {"format": "epub"}, {"is_sample": True}, {"is_sample": True}):
        make_book_file(book.product, **fields)

    assert editions(format="pdf", is_sample=False) == [(1, False)]
    assert editions(format="epub") == [(1, False)]
    assert editions(is_sample=True) == [(2, False)]  # nobody holds a sample


def test_what_is_taken_away_stays_with_its_holders_alone() -> None:
    book = make_book()
    edition = make_book_file(book.product)
    hold(book)

    take_away(edition=edition)
    take_away(edition=edition)

    assert editions() == [(1, True)]
    assert not BookFile.objects.current().exists()
    replace(book, "second")
    assert editions() == [(1, True), (2, False)]


def test_what_nobody_holds_is_taken_away_for_good(
    django_capture_on_commit_callbacks: Any,
) -> None:
    book = make_book()
    hold(book)
    whole = make_book_file(make_book().product)
    sample = make_book_file(book.product, is_sample=True)
    waiting = bring(book, pdf_of())

    with django_capture_on_commit_callbacks(execute=True):
        for edition in (whole, sample, waiting):
            take_away(edition=edition)

    assert not BookFile.objects.exists()
    for edition in (whole, sample, waiting):
        assert not private_storage.exists(edition.file.name)


def test_what_the_last_holder_gave_back_goes_at_night() -> None:
    book = make_book()
    make_book_file(book.product)
    entry = hold(book)
    replace(book, "second")
    assert delete_leftovers() == 0

    entry.delete()

    assert delete_leftovers() == 1
    assert editions() == [(2, False)]


def test_a_product_that_goes_takes_its_files_along(
    django_capture_on_commit_callbacks: Any,
) -> None:
    edition = make_book_file()

    with django_capture_on_commit_callbacks(execute=True):
        edition.book.product.delete()

    assert not BookFile.objects.exists()
    assert not private_storage.exists(edition.file.name)
