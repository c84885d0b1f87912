"""How the feeds answer: caches, media types, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from store.models import Product
from tests.ebooks import make_ebook, make_full_ebook
from tests.store.opds.standard import checked

pytestmark = pytest.mark.django_db


def test_everybody_gets_the_same_whoever_asks(client_of: Any, alice: Any) -> None:
    make_full_ebook()
    junk = APIClient()
    junk.credentials(HTTP_AUTHORIZATION="Basic junk")

    answers = [
        client.get("/opds/new/") for client in (APIClient(), client_of(alice), junk)
    ]

    assert len({answer.content for answer in answers}) == 1
    assert {answer["Cache-Control"] for answer in answers} == {"public, max-age=60"}
    assert {answer["Vary"] for answer in answers} == {"origin"}


@pytest.mark.parametrize(
    "path",
    ["", "new/", "popular/", "genres/", "authors/", "search/", "authentication/"],
)
def test_what_an_app_has_already_is_not_sent_again(path: str) -> None:
    make_full_ebook()
    client = APIClient()
    first = client.get(f"/opds/{path}")

    again = client.get(f"/opds/{path}", HTTP_IF_NONE_MATCH=first["ETag"])
    head = client.head(f"/opds/{path}")

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again["Cache-Control"] == first["Cache-Control"]
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Type"] == first["Content-Type"]


def test_a_change_is_another_etag() -> None:
    make_ebook("Before")
    client = APIClient()
    first = client.get("/opds/new/")

    Product.objects.update(title="After")
    again = client.get("/opds/new/", HTTP_IF_NONE_MATCH=first["ETag"])

    assert again.status_code == 200
    [book] = checked(again)["publications"]
    assert book["metadata"]["title"] == "After"


@pytest.mark.parametrize("accept", ["application/atom+xml", "text/html", "x/y", "*/*"])
def test_the_media_type_is_the_same_whatever_is_asked_for(accept: str) -> None:
    answer = APIClient().get("/opds/?format=xml", HTTP_ACCEPT=accept)

    assert answer.status_code == 200
    checked(answer)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("search/?query=" + "a" * 10_000, 400),
        ("search/?query=a%00b", 400),
        ("search/?query=%ED%A0%80", 200),
        ("search/?query=" + "a%20" * 300, 400),
        ("search/?query[]=x&query=%22%27%5C%25", 200),
        *(
            (f"{feed}/?page={page}", 404)
            for feed in ("new", "popular", "search", "genres", "authors")
            for page in (
                "abc",
                "0",
                "-1",
                "1000000000",
                "9" * 4000,
                "1.5",
                "%00",
                "NaN",
            )
        ),
        *(
            (f"{shelf}/{key}/", 404)
            for shelf in ("genres", "authors", "publications")
            for key in (
                "abc",
                "0",
                "-1",
                "9" * 30,
                "%00",
                "%ED%A0%80",
                "1e3",
                "x" * 999,
            )
        ),
        ("nowhere/", 404),
    ],
)
def test_bad_input_is_refused_in_json(path: str, status: int) -> None:
    make_ebook()

    answer = APIClient().get(f"/opds/{path}")

    assert answer.status_code == status
    if status >= 400:
        assert answer["Content-Type"] == "application/json"
        assert answer.json()["code"]


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_nothing_is_written_here(verb: str, client_of: Any, alice: Any) -> None:
    for path in ("", "new/", "library/", "library/1/", "library/1/epub/"):
        assert getattr(client_of(alice), verb)(f"/opds/{path}").status_code == 405
