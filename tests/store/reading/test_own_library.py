"""`customers/me/library/` and its links: who gets which file, and for how long."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from store.models import LibraryEntry
from store.reading import links
from tests.book_files import make_book, make_book_file
from tests.builders import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(alice: Any) -> LibraryEntry:
    return make_entry(alice.customer, make_book().product)


@pytest.fixture
def holder(client_of: Any, alice: Any) -> APIClient:
    return client_of(alice)


def ask_for_link(client: APIClient, entry: LibraryEntry, **wanted: Any) -> Any:
    wanted = {"format": "pdf", **wanted}
    return client.post(f"/store/customers/me/library/{entry.pk}/download/", wanted)


def link_to(client: APIClient, entry: LibraryEntry, **wanted: Any) -> str:
    answer = ask_for_link(client, entry, **wanted)
    assert answer.status_code == 200, answer.content
    return answer.json()["url"]


def test_the_library_shows_what_may_be_downloaded(
    holder: APIClient, entry: LibraryEntry
) -> None:
    product = entry.product
    for number in range(2):
        make_book_file(product, pages=number + 1)
    make_book_file(product, format="epub", pages=9)
    make_book_file(product, is_sample=True)
    make_book_file(product, status="waiting")
    make_entry(product=make_book_file().book.product)

    [row] = holder.get("/store/customers/me/library/").json()["results"]
    one = holder.get(f"/store/customers/me/library/{entry.pk}/").json()

    assert row == one
    assert row["product"] == {"id": product.pk, "title": product.title}
    shown = [
        (file["format"], file["edition"], file["is_newest"], file["pages"])
        for file in row["files"]
    ]
    assert shown == [("epub", 1, True, 9), ("pdf", 2, True, 2), ("pdf", 1, False, 1)]


def test_who_came_later_does_not_get_the_old_edition(
    holder: APIClient, entry: LibraryEntry, client_of: Any, bob: Any
) -> None:
    make_book_file(entry.product)
    make_book_file(entry.product)
    late = make_entry(bob.customer, entry.product)

    assert ask_for_link(holder, entry, edition=1).status_code == 200
    refused = ask_for_link(client_of(bob), late, edition=1)
    assert (refused.status_code, refused.json()["code"]) == (400, "no_such_file")


@pytest.mark.parametrize("edition", [None, 1])
def test_a_link_opens_the_file_without_signing_in(
    holder: APIClient, entry: LibraryEntry, edition: int | None
) -> None:
    files = [make_book_file(entry.product), make_book_file(entry.product)]
    wanted = files[-1] if edition is None else files[0]

    url = link_to(holder, entry, **({} if edition is None else {"edition": edition}))
    response = APIClient().get(url)

    sent = response.getvalue()
    with wanted.file.open() as stored:
        assert sent == stored.read()
    assert response["Cache-Control"] == "private, no-cache"
    assert wanted.file.name not in url


def test_a_link_ends(
    holder: APIClient,
    entry: LibraryEntry,
    settings: Any,
) -> None:
    make_book_file(entry.product)
    url = link_to(holder, entry)
    settings.STORE_DOWNLOAD_MINUTES = -1

    response = APIClient().get(url)

    assert (response.status_code, response.json()["code"]) == (403, "link_expired")


def test_a_link_dies_with_the_right(holder: APIClient, entry: LibraryEntry) -> None:
    make_book_file(entry.product)
    url = link_to(holder, entry)

    entry.delete()

    assert APIClient().get(url).status_code == 404


def test_a_link_opens_no_other_file(holder: APIClient, entry: LibraryEntry) -> None:
    """Signed by us, for a file of a book that the entry is not about."""
    other = make_book_file()
    token, _ = links.make_token(entry=entry, edition=other)

    assert APIClient().get(f"/store/downloads/{token}/").status_code == 404


@pytest.mark.parametrize("token", ["x", "a:b:c", "WzEsMV0:1:x", "%00", "é"])
def test_what_is_no_link_is_a_404(anon: APIClient, token: str) -> None:
    assert anon.get(f"/store/downloads/{token}/").status_code == 404


@pytest.mark.parametrize(
    "wanted",
    [{"format": "exe"}, {"format": "epub"}, {"edition": 0}, {"edition": 2**40}],
)
def test_what_is_not_there_is_refused(
    holder: APIClient, entry: LibraryEntry, wanted: dict[str, Any]
) -> None:
    make_book_file(entry.product)

    assert ask_for_link(holder, entry, **wanted).status_code == 400
