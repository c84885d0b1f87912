"""Samples, and how any file is sent: whole, in parts, or by nginx."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from store.models import BookFile
from tests.book_files import make_book_file
from tests.builders import make_product

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-" + bytes(range(200)) * 1000
SIZE = len(CONTENT)


@pytest.fixture
def sample() -> BookFile:
    product = make_product('A "book"/\r\nX-Bad: 1; é')
    return make_book_file(product, content=CONTENT, is_sample=True)


def read(sample: BookFile, **headers: str) -> Any:
    address = f"/store/products/{sample.book_id}/sample/"
    return APIClient().get(address, headers=headers)


def test_anyone_reads_the_sample(sample: BookFile) -> None:
    response = read(sample, accept="application/pdf")

    assert (response.status_code, response.getvalue()) == (200, CONTENT)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(SIZE)
    assert response["Accept-Ranges"] == "bytes"
    assert response["ETag"] == f'"{sample.sha256}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''A%20book%20X-Bad%201%3B%20%C3%A9%20%28sample%29.pdf"
    )


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=100000-", 100_000, SIZE),
        ("bytes=-5", SIZE - 5, SIZE),
        (f"bytes=-{SIZE * 2}", 0, SIZE),
        (f"bytes=5-{SIZE * 9}", 5, SIZE),
    ],
)
def test_a_part_is_sent_alone(
    sample: BookFile, asked: str, start: int, end: int
) -> None:
    response = read(sample, range=asked)

    assert response.status_code == 206
    assert response.getvalue() == CONTENT[start:end]
    assert response["Content-Length"] == str(end - start)
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/{SIZE}"


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=-0", "bytes=999999999-"])
def test_a_part_behind_the_end_is_a_416(sample: BookFile, asked: str) -> None:
    response = read(sample, range=asked)

    assert (response.status_code, response.content) == (416, b"")
    assert response["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-1,4-5",
        "bytes=5-2",
        "bytes=-",
        "bytes=a-b",
        "lines=1-2",
        "bytes=١-٢",
        "x",
    ],
)
def test_what_is_no_single_part_gets_all_of_it(sample: BookFile, asked: str) -> None:
    response = read(sample, range=asked)

    assert (response.status_code, response.getvalue()) == (200, CONTENT)


@pytest.mark.parametrize(
    ("condition", "status", "start"),
    [
        ('"{0}"', 206, 9),
        ('"another"', 200, 0),
        ('W/"{0}"', 200, 0),
        ("Sat, 21 Nov 2026 09:00:00 GMT", 200, 0),
    ],
)
def test_a_download_is_resumed_only_if_it_is_the_same_file(
    sample: BookFile, condition: str, status: int, start: int
) -> None:
    headers = {"range": "bytes=9-", "if-range": condition.format(sample.sha256)}

    response = read(sample, **headers)

    assert (response.status_code, response.getvalue()) == (status, CONTENT[start:])


@pytest.mark.parametrize("prefix", ["", "W/", '"x", '])
def test_what_the_client_has_is_not_sent_again(sample: BookFile, prefix: str) -> None:
    response = read(sample, **{"if-none-match": f'{prefix}"{sample.sha256}"'})

    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == f'"{sample.sha256}"'


def test_head_says_how_large_it_is(sample: BookFile) -> None:
    response = APIClient().head(f"/store/products/{sample.book_id}/sample/")

    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Length"] == str(SIZE)


def test_a_sample_is_chosen_by_its_format(sample: BookFile) -> None:
    product = sample.book.product
    epub = make_book_file(product, format="epub", is_sample=True, content=b"PK")
    address = f"/store/products/{product.pk}/sample/"

    assert read(sample).getvalue() == CONTENT
    chosen = APIClient().get(address, {"file_format": "epub"})
    assert (chosen.getvalue(), chosen["ETag"]) == (b"PK", f'"{epub.sha256}"')
    assert chosen["Content-Type"] == "application/epub+zip"
    refused = APIClient().get(address, {"file_format": "exe"})
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/json")


def test_the_whole_book_is_no_sample(anon: APIClient) -> None:
    book = make_book_file()
    make_book_file(book.book.product, is_sample=True, status="waiting")

    assert anon.get(f"/store/products/{book.book_id}/sample/").status_code == 404


def test_the_sample_of_a_draft_is_for_who_sells_it(
    anon: APIClient, client_of: Any, vera: Any, veras_shop: Any
) -> None:
    draft = make_product(vendor=veras_shop, is_published=False)
    make_book_file(draft, is_sample=True)
    address = f"/store/products/{draft.pk}/sample/"

    assert anon.get(address).status_code == 404
    assert client_of(vera).get(address).status_code == 200


def test_nginx_is_told_which_file_to_send(sample: BookFile, settings: Any) -> None:
    settings.STORE_ACCEL_REDIRECT = "/protected/"

    response = read(sample, range="bytes=0-5")

    assert (response.status_code, response.content) == (200, b"")
    assert response["X-Accel-Redirect"] == f"/protected/{sample.file.name}"
    assert response["Content-Type"] == "application/pdf"
    assert "attachment" in response["Content-Disposition"]


def test_a_file_that_can_not_be_read_is_an_outage(sample: BookFile) -> None:
    sample.file.storage.delete(sample.file.name)

    response = read(sample)

    assert response.status_code == 503
    assert response.json()["code"] == "storage_unavailable"
