"""Files of one book are brought, looked into and given away at once."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest
from django.db import IntegrityError

from store.library.services import grant_item
from store.models import Book, BookFile
from store.reading import services
from store.reading.run import check_file
from store.reading.services import take_away
from tests.book_files import bring, make_book, make_book_file, pdf_of
from tests.builders import make_customer, make_user
from tests.races.together import together

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is brought is looked into by the test."""
    monkeypatch.setattr(services, "queue_after_commit", lambda **task: None)


@pytest.fixture
def book() -> Book:
    return make_book()


@pytest.mark.parametrize("guarded", [True, False])
def test_four_files_that_are_brought_at_once_have_four_numbers(
    guarded: bool, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control does not lock: two get the same number, and the database refuses one."""
    if not guarded:
        monkeypatch.setattr(services, "lock_book", lambda *, pk: nullcontext())
    contents = [pdf_of(mark=str(number)) for number in range(4)]

    results = together(*(lambda c=content: bring(book, c) for content in contents))

    refused = [result for result in results if isinstance(result, IntegrityError)]
    numbers = sorted(BookFile.objects.values_list("edition", flat=True))
    if guarded:
        assert refused == []
        assert numbers == [1, 2, 3, 4]
    else:
        assert refused
        assert len(numbers) < 4


def test_one_file_that_is_brought_four_times_at_once_is_little_more_than_one(
    book: Book,
) -> None:
    """Numbers are unique; who comes before the first was stored brings another edition."""
    content = pdf_of()

    results = together(*[lambda: bring(book, content)] * 4)

    assert all(isinstance(result, BookFile) for result in results)
    numbers = list(BookFile.objects.values_list("edition", flat=True))
    assert len(set(numbers)) == len(numbers)


def test_of_editions_that_become_ready_at_once_the_newest_is_the_one(
    book: Book,
) -> None:
    keys = [bring(book, pdf_of(mark=str(number))).pk for number in range(3)]

    assert together(*(lambda k=key: check_file(pk=k) for key in keys)) == [True] * 3

    left = BookFile.objects.values_list("edition", "status", "replaced_at")
    assert list(left) == [(3, "ready", None)]


def test_a_file_that_four_workers_take_at_once_is_looked_into_once(book: Book) -> None:
    edition = bring(book, pdf_of())

    results = together(*[lambda: check_file(pk=edition.pk)] * 4)

    assert sorted(results) == [False, False, False, True]


@pytest.mark.parametrize("attempt", range(3))
def test_who_gets_the_book_while_it_is_taken_away_has_it_or_it_is_gone(
    book: Book, attempt: int
) -> None:
    """Never a holder since before, without the file that there was then."""
    edition = make_book_file(book.product)
    customer, giver = make_customer(), make_user()

    def give() -> Any:
        return grant_item(customer=customer, product=book.product, by=giver)

    results = together(give, lambda: take_away(edition=edition))

    assert results == [True, None]
    entry = customer.library.get()
    left = BookFile.objects.filter(pk=edition.pk).first()
    if left is not None:
        assert left.replaced_at > entry.created_at
