"""The personal feed, by app password: what one holds, and its files."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from store.models import BookFile, LibraryEntry, Product
from tests.app_passwords import LIBRARY, give_app_password, reader_app
from tests.book_files import make_book_file
from tests.builders import make_entry, make_product
from tests.ebooks import make_ebook
from tests.store.opds.standard import AUTHENTICATION, checked, link_of

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
CONTENT = b"PK" + bytes(range(200)) * 50
SIZE = len(CONTENT)
ACQUISITION = "http://opds-spec.org/acquisition"


@pytest.fixture
def app(alice: Any) -> APIClient:
    return reader_app("alice", give_app_password(alice)[1])


@pytest.fixture
def entry(alice: Any) -> LibraryEntry:
    product = make_ebook("Emma", formats=())
    make_book_file(product, format="epub", content=CONTENT)
    return make_entry(alice.customer, product)


def titles(feed: dict[str, Any]) -> list[str]:
    return [book["metadata"]["title"] for book in feed["publications"]]


def files(publication: dict[str, Any]) -> dict[str, str]:
    links = [link for link in publication["links"] if link["rel"] == ACQUISITION]
    return {link["type"]: link["href"] for link in links}


def test_what_one_holds_is_listed_the_newest_first(
    app: APIClient, alice: Any, bob: Any
) -> None:
    for title in ("First", "Second"):
        make_entry(alice.customer, make_ebook(title, formats=("pdf", "epub")))
    make_entry(bob.customer, make_ebook("Bob's"))
    make_ebook("Nobody's")

    answer = app.get(LIBRARY)

    feed = checked(answer)
    assert titles(feed) == ["Second", "First"]
    assert feed["metadata"]["numberOfItems"] == 2
    newest = LibraryEntry.objects.order_by("pk").filter(customer=alice.customer).last()
    assert files(feed["publications"][0]) == {
        "application/epub+zip": f"{HOST}{LIBRARY}{newest.pk}/epub/",
        "application/pdf": f"{HOST}{LIBRARY}{newest.pk}/pdf/",
    }
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Authorization" in answer["Vary"]


def test_what_comes_as_no_file_is_not_listed(app: APIClient, alice: Any) -> None:
    make_entry(alice.customer, make_product("A mango"))
    make_entry(alice.customer, make_ebook("Of paper", formats=()))
    waiting = make_ebook("Waiting")
    BookFile.objects.filter(book=waiting.pk).update(status="waiting")
    make_entry(alice.customer, waiting)

    feed = checked(app.get(LIBRARY))

    assert (feed["publications"], feed["metadata"]["numberOfItems"]) == ([], 0)


def test_what_is_off_sale_stays_with_its_holder(
    app: APIClient, entry: LibraryEntry
) -> None:
    Product.objects.update(is_published=False)

    [book] = checked(app.get(LIBRARY))["publications"]

    assert book == checked(app.get(f"{LIBRARY}{entry.pk}/"))
    assert app.get(f"/opds/publications/{entry.product_id}/").status_code == 404
    assert app.get(files(book)["application/epub+zip"]).getvalue() == CONTENT


def test_an_edition_from_before_one_held_it_is_not_offered(
    app: APIClient, entry: LibraryEntry
) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    make_book_file(entry.product, format="pdf")
    BookFile.objects.filter(format="pdf").update(replaced_at=yesterday)

    [book] = checked(app.get(LIBRARY))["publications"]

    assert list(files(book)) == ["application/epub+zip"]
    assert app.get(f"{LIBRARY}{entry.pk}/pdf/").status_code == 404


def test_the_newest_edition_is_sent(app: APIClient, entry: LibraryEntry) -> None:
    make_book_file(entry.product, format="epub", content=b"newer")

    assert app.get(f"{LIBRARY}{entry.pk}/epub/").getvalue() == b"newer"


def test_the_file_is_sent_whole(app: APIClient, entry: LibraryEntry) -> None:
    answer = app.get(f"{LIBRARY}{entry.pk}/epub/")

    assert (answer.status_code, answer.getvalue()) == (200, CONTENT)
    assert answer["Content-Type"] == "application/epub+zip"
    assert answer["Content-Length"] == str(SIZE)
    assert answer["ETag"] == f'"{BookFile.objects.get().sha256}"'
    assert answer["Content-Disposition"] == 'attachment; filename="Emma.epub"'
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Authorization" in answer["Vary"]


@pytest.mark.parametrize(
    ("headers", "status", "body"),
    [
        ({"HTTP_RANGE": "bytes=10-19"}, 206, CONTENT[10:20]),
        ({"HTTP_RANGE": "bytes=100-"}, 206, CONTENT[100:]),
        ({"HTTP_RANGE": "bytes=-5"}, 206, CONTENT[-5:]),
        ({"HTTP_RANGE": f"bytes={SIZE}-"}, 416, b""),
        ({"HTTP_RANGE": "bytes=5-9", "HTTP_IF_RANGE": '"other"'}, 200, CONTENT),
        ({"HTTP_RANGE": "junk"}, 200, CONTENT),
    ],
)
def test_a_part_is_sent_alone(
    app: APIClient, entry: LibraryEntry, headers: Any, status: int, body: bytes
) -> None:
    answer = app.get(f"{LIBRARY}{entry.pk}/epub/", **headers)

    assert (answer.status_code, answer.getvalue()) == (status, body)


def test_a_broken_download_goes_on(app: APIClient, entry: LibraryEntry) -> None:
    url = f"{LIBRARY}{entry.pk}/epub/"
    etag = app.head(url)["ETag"]

    rest = app.get(url, HTTP_RANGE="bytes=4000-", HTTP_IF_RANGE=etag)
    same = app.get(url, HTTP_IF_NONE_MATCH=etag)

    assert rest["Content-Range"] == f"bytes 4000-{SIZE - 1}/{SIZE}"
    assert CONTENT[:4000] + rest.getvalue() == CONTENT
    assert (same.status_code, same.content) == (304, b"")


@pytest.mark.parametrize("path", ["", "{pk}/", "{pk}/epub/"])
def test_head_has_no_body(app: APIClient, entry: LibraryEntry, path: str) -> None:
    answer = app.head(LIBRARY + path.format(pk=entry.pk))

    assert (answer.status_code, answer.getvalue()) == (200, b"")


@pytest.mark.parametrize("path", ["", "{pk}/", "{pk}/epub/", "0/", "x/y/", "{pk}/exe/"])
def test_who_is_not_signed_in_learns_how_to(entry: LibraryEntry, path: str) -> None:
    client = APIClient()
    answer = client.get(LIBRARY + path.format(pk=entry.pk))

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Basic realm="Reader apps", charset="UTF-8"'
    assert answer["Content-Type"] == AUTHENTICATION
    assert answer["Cache-Control"] == "private, no-store"
    document = checked(answer)
    assert document == checked(client.get("/opds/authentication/"))
    assert document["id"] == f"{HOST}/opds/authentication/"
    assert document["authentication"][0]["type"] == "http://opds-spec.org/auth/basic"
    assert answer["Link"] == (
        f'<{document["id"]}>; rel="http://opds-spec.org/auth/document"; '
        f'type="{AUTHENTICATION}"'
    )
    assert "Emma" not in answer.content.decode()


def test_a_stranger_finds_nothing_of_it(bob: Any, entry: LibraryEntry) -> None:
    app = reader_app("bob", give_app_password(bob)[1])

    assert checked(app.get(LIBRARY))["publications"] == []
    for path in (f"{entry.pk}/", f"{entry.pk}/epub/"):
        answer = app.get(LIBRARY + path)
        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "path",
    ["abc/", "0/", "9" * 30 + "/", "%00/epub/", "{pk}/exe/", "{pk}/%00/", "x/y/z/"],
)
def test_what_is_not_there_is_a_404(
    app: APIClient, entry: LibraryEntry, path: str
) -> None:
    answer = app.get(LIBRARY + path.format(pk=entry.pk))

    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


def test_a_token_opens_it_too(alice: Any, entry: LibraryEntry) -> None:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"JWT {AccessToken.for_user(alice)}")

    assert titles(checked(client.get(LIBRARY))) == ["Emma"]
    assert client.get(f"{LIBRARY}{entry.pk}/epub/").getvalue() == CONTENT


def test_what_was_taken_away_is_gone_at_once(
    app: APIClient, entry: LibraryEntry
) -> None:
    url = f"{LIBRARY}{entry.pk}/epub/"
    etag = app.head(url)["ETag"]
    entry.delete()

    assert app.get(url, HTTP_IF_NONE_MATCH=etag).status_code == 404
    assert checked(app.get(LIBRARY))["publications"] == []


def test_the_feed_is_not_sent_again_while_it_is_the_same(
    app: APIClient, alice: Any, entry: LibraryEntry
) -> None:
    etag = app.get(LIBRARY)["ETag"]

    assert app.get(LIBRARY, HTTP_IF_NONE_MATCH=etag).status_code == 304
    make_entry(alice.customer, make_ebook())
    assert app.get(LIBRARY, HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_the_library_has_pages(app: APIClient, alice: Any) -> None:
    for _ in range(21):
        make_entry(alice.customer, make_ebook())

    first, second = (checked(app.get(f"{LIBRARY}?page={page}")) for page in (1, 2))

    assert link_of(first, "next")["href"] == link_of(second, "self")["href"]
    assert [len(page["publications"]) for page in (first, second)] == [20, 1]
    assert app.get(f"{LIBRARY}?page=3").status_code == 404


def test_a_file_that_is_lost_is_a_503(app: APIClient, entry: LibraryEntry) -> None:
    file = BookFile.objects.get().file
    file.storage.delete(file.name)

    answer = app.get(f"{LIBRARY}{entry.pk}/epub/")

    assert (answer.status_code, answer.json()["code"]) == (503, "storage_unavailable")


def test_nginx_may_send_it(app: APIClient, entry: LibraryEntry, settings: Any) -> None:
    settings.STORE_ACCEL_REDIRECT = "/protected/"

    answer = app.get(f"{LIBRARY}{entry.pk}/epub/")

    assert answer["X-Accel-Redirect"].startswith("/protected/books/")
    assert answer["Content-Disposition"] == 'attachment; filename="Emma.epub"'
