"""One book as an OPDS publication."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from rest_framework.test import APIClient

from store.models import BookFile, Product
from tests.book_files import jpeg, make_book_file
from tests.builders import make_genre, make_image
from tests.ebooks import make_ebook
from tests.store.opds.standard import checked, link_of

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
SAMPLE = "http://opds-spec.org/acquisition/sample"
BUY = "http://opds-spec.org/acquisition/buy"


def read(product: Product) -> dict[str, Any]:
    answer = APIClient().get(f"/opds/publications/{product.pk}/")
    assert answer.status_code == 200, answer.content
    return checked(answer)


def test_what_is_known_of_a_book_is_told() -> None:
    genre = make_genre("Love stories", slug="love")
    product = make_ebook(
        "Emma",
        product={"description": "A love story."},
        authors=["Jane Austen", "A. N. Other"],
        isbn="9780141439587",
        publisher="Penguin",
        released_on=date(1815, 12, 23),
        pages_from=180,
        pages_to=210,
        language="en",
        genres=[genre.pk],
    )
    one, two = product.book.authors.order_by("wrote__position")

    metadata = read(product)["metadata"]

    assert metadata == {
        "@type": "http://schema.org/Book",
        "title": "Emma",
        "identifier": "urn:isbn:9780141439587",
        "modified": metadata["modified"],
        "author": [
            {
                "name": author.name,
                "links": [
                    {
                        "href": f"{HOST}/opds/authors/{author.pk}/",
                        "type": "application/opds+json",
                    }
                ],
            }
            for author in (one, two)
        ],
        "publisher": "Penguin",
        "language": "en",
        "published": "1815-12-23",
        "numberOfPages": 210,
        "description": "A love story.",
        "subject": [
            {
                "name": "Love stories",
                "code": "love",
                "links": [
                    {
                        "href": f"{HOST}/opds/genres/{genre.pk}/",
                        "type": "application/opds+json",
                    }
                ],
            }
        ],
    }


def test_what_is_not_known_is_left_out() -> None:
    product = make_ebook("Emma")
    BookFile.objects.update(pages=None)

    metadata = read(product)["metadata"]

    assert set(metadata) == {"@type", "title", "identifier", "modified"}
    assert metadata["identifier"] == f"{HOST}/opds/publications/{product.pk}/"


def test_it_is_sold_on_a_page_and_comes_as_files() -> None:
    product = make_ebook(formats=("epub", "pdf"), product={"unit_price": "10.25"})

    links = read(product)

    assert link_of(links, BUY) == {
        "rel": BUY,
        "href": f"{HOST}/store/products/{product.pk}/",
        "type": "text/html",
        "properties": {
            "price": {"value": 11.28, "currency": "DZD"},
            "indirectAcquisition": [
                {"type": "application/epub+zip"},
                {"type": "application/pdf"},
            ],
        },
    }
    page = APIClient().get(link_of(links, BUY)["href"], HTTP_ACCEPT="text/html")
    assert page["Content-Type"].startswith("text/html")


def test_the_page_may_be_one_of_a_front_end(settings: Any) -> None:
    settings.STORE_PRODUCT_PAGE_URL = "https://shop.example/books/{product}"
    product = make_ebook()

    assert link_of(read(product), BUY)["href"] == (
        f"https://shop.example/books/{product.pk}"
    )


def test_what_is_sold_out_says_so() -> None:
    product = make_ebook(product={"inventory": 0})

    properties = link_of(read(product), BUY)["properties"]

    assert properties["availability"] == {"state": "unavailable"}


def test_samples_open_for_everyone() -> None:
    product = make_ebook()
    for kind in ("pdf", "epub"):
        make_book_file(product, format=kind, is_sample=True, content=kind.encode())

    samples = [link for link in read(product)["links"] if link["rel"] == SAMPLE]

    assert [sample["type"] for sample in samples] == [
        "application/epub+zip",
        "application/pdf",
    ]
    for sample, content in zip(samples, (b"epub", b"pdf"), strict=True):
        answer = APIClient().get(sample["href"])
        assert (answer.getvalue(), answer["Content-Type"]) == (content, sample["type"])


def test_the_file_itself_is_nowhere_in_it() -> None:
    product = make_ebook()

    text = APIClient().get(f"/opds/publications/{product.pk}/").content.decode()

    assert "library/" not in text
    assert BookFile.objects.get().file.name not in text


def test_the_first_picture_and_the_cover_of_a_file_are_shown() -> None:
    product = make_ebook(formats=())
    picture = make_image(product)
    make_image(product)
    file = make_book_file(product, cover=ContentFile(jpeg(), "c.jpg"), format="epub")

    assert [image["href"] for image in read(product)["images"]] == [
        f"{HOST}{picture.image.url}",
        f"{HOST}{file.cover.url}",
    ]


@pytest.mark.parametrize("name", [None, "picture.webp", "picture.svg", "picture"])
def test_without_a_picture_that_every_app_shows_the_stores_own_is_there(
    name: str | None,
) -> None:
    product = make_ebook()
    if name:
        product.images.create(image=ContentFile(b"x", name))

    images = read(product)["images"]

    assert images[-1] == {
        "href": f"{HOST}/static/store/no-cover.png",
        "type": "image/png",
        "width": 400,
        "height": 600,
    }
    kinds = [image["type"] for image in images[:-1]]
    assert kinds == (["image/webp"] if name == "picture.webp" else [])


def test_in_a_feed_it_is_the_same() -> None:
    product = make_ebook(authors=["Anna"])
    make_image(product)

    feed = checked(APIClient().get("/opds/new/"))

    assert feed["publications"] == [read(product)]


def test_what_is_no_book_on_sale_is_not_there() -> None:
    draft = make_ebook(product={"is_published": False})
    paper = make_ebook(formats=())

    for product in (draft, paper):
        answer = APIClient().get(f"/opds/publications/{product.pk}/")
        assert answer.status_code == 404
