"""Queries of what stands below a shelf, and of a file."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.app_passwords import LIBRARY, give_app_password, reader_app
from tests.builders import make_entry, make_genre
from tests.ebooks import make_ebook

pytestmark = pytest.mark.django_db


def cost(client: APIClient, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
        answer.getvalue()
    assert answer.status_code == 200
    return len(captured)


@pytest.mark.parametrize("shelf", ["genres", "authors"])
def test_twenty_books_of_a_shelf_cost_the_queries_of_two(shelf: str) -> None:
    genre = make_genre()

    def add(count: int) -> Any:
        for _ in range(count):
            product = make_ebook(genres=[genre.pk], authors=["Anna"])
        return product.book

    book = add(2)
    key = {"genres": genre.pk, "authors": book.authors.get().pk}[shelf]
    few = cost(APIClient(), f"/opds/{shelf}/{key}/")
    add(18)

    assert cost(APIClient(), f"/opds/{shelf}/{key}/") == few <= 7


def test_a_request_by_an_app_password_costs_one_query_more_than_its_answer(
    alice: Any,
) -> None:
    app = reader_app("alice", give_app_password(alice)[1])
    entry = make_entry(alice.customer, make_ebook())
    app.get(LIBRARY)  # which is noted

    assert cost(app, LIBRARY) == 7
    assert cost(app, f"{LIBRARY}{entry.pk}/") == 6
    assert cost(app, f"{LIBRARY}{entry.pk}/epub/") == 11  # which is counted
    assert cost(app, f"{LIBRARY}{entry.pk}/epub/") == 9
