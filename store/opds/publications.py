"""Books as OPDS publications: the metadata of a Readium Web Publication, pictures, links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.templatetags.static import static

from store.opds.choices import (
    ACQUISITION,
    BOOK,
    BUY,
    EVERY_PICTURE,
    FEED,
    NO_COVER,
    NO_COVER_SIZE,
    PAGE,
    PICTURES,
    PUBLICATION,
    ROOT,
    SAMPLE,
)
from store.opds.rows import Files
from store.reading.choices import CONTENT_TYPES

Row = dict[str, Any]
"""A product as `store.catalog.rows.render_products` makes it."""


def on_sale(product: Row, *, files: Files, host: str) -> Row:
    """For everyone: samples, and where it is sold. `host` has no slash at its end."""
    links = [
        self_link(f"{host}{ROOT}publications/{product['id']}/"),
        *(sample_link(product, name, host) for name in files.samples),
        buy_link(product, files.formats, host),
    ]
    return publication(product, cover=files.cover, links=links, host=host)


def held(
    product: Row, *, entry: int, formats: Iterable[str], cover: str, host: str
) -> Row:
    """For its holder: the files."""
    address = f"{host}{ROOT}library/{entry}/"
    links = [
        self_link(address),
        *(
            {
                "rel": ACQUISITION,
                "href": f"{address}{name}/",
                "type": CONTENT_TYPES[name],
            }
            for name in formats
        ),
    ]
    return publication(product, cover=cover, links=links, host=host)


def publication(product: Row, *, cover: str, links: list[Row], host: str) -> Row:
    pictures = [image["image"] for image in product["images"][:1]]
    return {
        "metadata": metadata(product, host),
        "links": links,
        "images": images([*pictures, cover], host),
    }


def self_link(address: str) -> Row:
    return {"rel": "self", "href": address, "type": PUBLICATION}


def sample_link(product: Row, name: str, host: str) -> Row:
    address = f"{host}/store/products/{product['id']}/sample/?file_format={name}"
    return {"rel": SAMPLE, "href": address, "type": CONTENT_TYPES[name]}


def buy_link(product: Row, formats: Iterable[str], host: str) -> Row:
    """To a page for people; what they get in the end is a file of one of the formats."""
    page = settings.STORE_PRODUCT_PAGE_URL or f"{host}/store/products/{{product}}/"
    properties: Row = {
        "price": {
            "value": float(product["price_with_tax"]),
            "currency": settings.STORE_CURRENCY,
        },
        "indirectAcquisition": [{"type": CONTENT_TYPES[name]} for name in formats],
    }
    if not product["inventory"]:
        properties["availability"] = {"state": "unavailable"}
    return {
        "rel": BUY,
        "href": page.replace("{product}", str(product["id"])),
        "type": PAGE,
        "properties": properties,
    }


def metadata(product: Row, host: str) -> Row:
    """What is not known is left out."""
    book = product["book"]
    isbn, released, pages = book["isbn"], book["released_on"], book["pages_to"]
    known = {
        "author": [named(author, "authors", host) for author in book["authors"]],
        "publisher": book["publisher"],
        "language": book["language"],
        "published": released and released.isoformat(),
        "numberOfPages": pages,
        "description": product["description"],
        "subject": [
            {**named(genre, "genres", host), "code": genre["slug"]}
            for genre in book["genres"]
        ],
    }
    return {
        "@type": BOOK,
        "title": product["title"],
        "identifier": f"urn:isbn:{isbn}"
        if isbn
        else f"{host}{ROOT}publications/{product['id']}/",
        "modified": product["last_update"],
        **{name: value for name, value in known.items() if value},
    }


def named(row: Row, shelf: str, host: str) -> Row:
    address = f"{host}{ROOT}{shelf}/{row['id']}/"
    return {"name": row["name"], "links": [{"href": address, "type": FEED}]}


def images(addresses: Iterable[str], host: str) -> list[Row]:
    """Every publication has one that any app can show: the store's own, if it must be."""
    found: list[Row] = [
        {"href": absolute(address, host), "type": kind}
        for address in addresses
        if (kind := kind_of(address))
    ]
    if PICTURES.isdisjoint(image["type"] for image in found):
        none = absolute(static(NO_COVER), host)
        found.append({"href": none, "type": "image/png", **NO_COVER_SIZE})
    return found


def kind_of(address: str) -> str:
    """The media type, by the name of the file: the store writes each by its content."""
    name = address.partition("?")[0]
    return EVERY_PICTURE.get(name.rpartition(".")[2].lower(), "")


def absolute(address: str, host: str) -> str:
    return host + address if address.startswith("/") else address
