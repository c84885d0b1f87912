"""The public feeds: what they list, and how they lead on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from store.models import Author, BookFile, Genre, Product
from store.vendors.choices import VendorStatus
from tests.builders import make_book, make_genre, make_product, make_vendor
from tests.ebooks import make_ebook, make_full_ebook
from tests.store.discovery.stock import settle
from tests.store.opds.standard import checked, link_of

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
FEEDS = ["new", "popular", "search"]


def read(path: str = "", **params: Any) -> dict[str, Any]:
    answer = APIClient().get(f"/opds/{path}", params)
    assert answer.status_code == 200, answer.content
    return checked(answer)


def titles(feed: dict[str, Any]) -> list[str]:
    return [book["metadata"]["title"] for book in feed["publications"]]


def rels(feed: dict[str, Any]) -> dict[str, str]:
    return {link["rel"]: link["href"] for link in feed["links"]}


def test_the_way_in_leads_to_every_feed() -> None:
    feed = read()

    assert {link["href"]: link["rel"] for link in feed["navigation"]} == {
        f"{HOST}/opds/new/": "http://opds-spec.org/sort/new",
        f"{HOST}/opds/popular/": "http://opds-spec.org/sort/popular",
        f"{HOST}/opds/genres/": "subsection",
        f"{HOST}/opds/authors/": "subsection",
        f"{HOST}/opds/library/": "http://opds-spec.org/shelf",
    }
    assert link_of(feed, "search") == {
        "rel": "search",
        "href": f"{HOST}/opds/search/{{?query}}",
        "type": "application/opds+json",
        "templated": True,
    }
    assert rels(feed)["self"] == f"{HOST}/opds/"
    assert rels(feed)["http://opds-spec.org/shelf"] == f"{HOST}/opds/library/"


def test_addresses_are_those_of_the_host_that_was_asked(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["books.example"]
    make_full_ebook()

    answer = APIClient().get("/opds/new/", SERVER_NAME="books.example", secure=True)

    text = answer.content.decode()
    assert text.count("https://books.example/") > 10
    assert "testserver" not in text
    assert "http://books.example" not in text


@pytest.mark.parametrize("name", FEEDS)
def test_nothing_on_sale_is_an_empty_feed(name: str) -> None:
    feed = read(f"{name}/")

    assert feed["publications"] == []
    assert feed["metadata"] == {
        "title": feed["metadata"]["title"],
        "numberOfItems": 0,
        "itemsPerPage": 20,
        "currentPage": 1,
    }
    assert rels(feed)["last"] == rels(feed)["self"] == f"{HOST}/opds/{name}/"


@pytest.mark.parametrize("name", FEEDS)
def test_only_books_on_public_sale_that_come_as_a_file_are_listed(name: str) -> None:
    make_ebook("Yes")
    make_book(make_product("Of paper"))
    make_product("A mango")
    make_ebook("Draft", product={"is_published": False})
    shop = make_vendor(status=VendorStatus.SUSPENDED)
    make_ebook("Closed", product={"vendor": shop})
    for title, fields in {
        "Looked into": {"status": "waiting"},
        "Refused": {"status": "refused"},
        "Withdrawn": {"replaced_at": timezone.now()},
        "A sample alone": {"is_sample": True},
    }.items():
        product = make_ebook(title)
        BookFile.objects.filter(book=product.pk).update(**fields)

    feed = read(f"{name}/")

    assert titles(feed) == ["Yes"]
    if name != "search":  # whose facts are brought up to date a moment later
        assert feed["metadata"]["numberOfItems"] == 1


def test_new_ones_are_in_the_order_of_their_publication() -> None:
    old, new = make_ebook("Old"), make_ebook("New")
    Product.objects.filter(pk=new.pk).update(published_at=timezone.now())
    Product.objects.filter(pk=old.pk).update(
        published_at=timezone.now() - timedelta(days=9)
    )

    assert titles(read("new/")) == ["New", "Old"]


def test_words_are_searched_in_title_and_author() -> None:
    make_ebook("Emma", authors=["Jane Austen"])
    make_ebook("Ulysses", authors=["James Joyce"])
    settle()

    assert titles(read("search/", query="emma")) == ["Emma"]
    assert titles(read("search/", query="joyce")) == ["Ulysses"]
    assert titles(read("search/", query="nothing of the kind")) == []
    assert sorted(titles(read("search/", query=""))) == ["Emma", "Ulysses"]


def test_a_search_leads_to_its_own_pages() -> None:
    for number in range(21):
        make_ebook(f"Tea & Sugar {number}")

    feed = read("search/", query="tea & sugar", page=2)

    assert rels(feed)["self"] == f"{HOST}/opds/search/?query=tea+%26+sugar&page=2"
    assert rels(feed)["first"] == f"{HOST}/opds/search/?query=tea+%26+sugar"
    assert len(feed["publications"]) == 1


def test_pages_lead_to_each_other() -> None:
    for number in range(41):
        make_ebook(f"Book {number:02}")
    new = f"{HOST}/opds/new/"

    first, second, third = (read("new/", page=page) for page in (1, 2, 3))

    assert first["metadata"] == {
        "title": "New books",
        "numberOfItems": 41,
        "itemsPerPage": 20,
        "currentPage": 1,
    }
    ways = ("self", "first", "previous", "next", "last")
    assert [rels(first).get(way) for way in ways] == [
        *(new, new, None, f"{new}?page=2", f"{new}?page=3")
    ]
    assert [rels(second).get(way) for way in ways] == [
        *(f"{new}?page=2", new, new, f"{new}?page=3", f"{new}?page=3")
    ]
    assert [rels(third).get(way) for way in ways] == [
        *(f"{new}?page=3", new, f"{new}?page=2", None, f"{new}?page=3")
    ]
    shown = titles(first) + titles(second) + titles(third)
    assert len(set(shown)) == 41


@pytest.mark.parametrize(
    ("path", "model", "title"),
    [("genres", Genre, "Genres"), ("authors", Author, "Authors")],
)
def test_genres_and_authors_of_such_books_are_shelves(
    path: str, model: Any, title: str
) -> None:
    poetry, empty = make_genre("Poetry"), make_genre("Empty")
    make_ebook("One", genres=[poetry.pk], authors=["Anna"])
    make_ebook("Two", genres=[poetry.pk], authors=["Anna"])
    make_ebook(
        "Draft", genres=[empty.pk], authors=["Secret"], product={"is_published": False}
    )
    make_book(make_product("Of paper"), genres=[empty.pk], authors=["On paper"])
    row = model.objects.get(name__in=["Poetry", "Anna"])

    feed = read(f"{path}/")

    assert feed["metadata"]["title"] == title
    [shelf] = feed["navigation"]
    assert (shelf["title"], shelf["properties"]) == (row.name, {"numberOfItems": 2})
    books = read(f"{path}/{row.pk}/")
    assert shelf["href"] == rels(books)["self"]
    assert books["metadata"]["title"] == row.name
    assert sorted(titles(books)) == ["One", "Two"]


def test_an_author_of_a_draft_alone_is_not_told() -> None:
    make_ebook("Draft", authors=["Secret"], product={"is_published": False})
    author = Author.objects.get()

    answer = APIClient().get(f"/opds/authors/{author.pk}/")

    assert answer.status_code == 404
    assert "Secret" not in answer.content.decode()


def test_a_genre_without_such_books_is_empty() -> None:
    assert read(f"genres/{make_genre().pk}/")["publications"] == []
