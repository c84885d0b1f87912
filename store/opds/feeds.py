"""Feeds and the Authentication Document, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from store.opds.choices import (
    AUTH_BASIC,
    AUTH_DOCUMENT,
    AUTHENTICATION,
    FEED,
    ROOT,
    SHELF,
    SORT_NEW,
    SORT_POPULAR,
    SUBSECTION,
)

Row = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """Which part of a list is shown, and where the others are (rel and address of each)."""

    count: int
    size: int
    number: int
    links: tuple[tuple[str, str], ...]


def title_of_store() -> str:
    return str(settings.DJOSER["EMAIL_FRONTEND_SITE_NAME"])


def link(href: str, **more: Any) -> Row:
    return {**more, "href": href, "type": more.get("type", FEED)}


def links_of(address: str, host: str) -> list[Row]:
    """What every feed leads to."""
    return [
        link(address, rel="self"),
        link(f"{host}{ROOT}", rel="start"),
        link(f"{host}{ROOT}search/{{?query}}", rel="search", templated=True),
        link(f"{host}{ROOT}library/", rel=SHELF, title="My library"),
        link(f"{host}{ROOT}authentication/", rel=AUTH_DOCUMENT, type=AUTHENTICATION),
    ]


def start_feed(host: str) -> Row:
    """The way in."""
    return {
        "metadata": {"title": title_of_store()},
        "links": links_of(f"{host}{ROOT}", host),
        "navigation": [
            link(f"{host}{ROOT}{name}/", rel=rel, title=title)
            for name, rel, title in (
                ("new", SORT_NEW, "New books"),
                ("popular", SORT_POPULAR, "Popular books"),
                ("genres", SUBSECTION, "Genres"),
                ("authors", SUBSECTION, "Authors"),
                ("library", SHELF, "My library"),
            )
        ],
    }


def paged(title: str, page: Page, host: str) -> Row:
    """A part of a list, without what is in it."""
    own, *others = page.links
    return {
        "metadata": {
            "title": title,
            "numberOfItems": page.count,
            "itemsPerPage": page.size,
            "currentPage": page.number,
        },
        "links": [
            *links_of(own[1], host),
            *(link(address, rel=rel) for rel, address in others),
        ],
    }


def shelves_feed(
    title: str, page: Page, *, shelves: Iterable[Any], name: str, host: str
) -> Row:
    """Genres or authors; each has a `number` of books."""
    return {
        **paged(title, page, host),
        "navigation": [
            link(
                f"{host}{ROOT}{name}/{shelf.pk}/",
                rel=SUBSECTION,
                title=shelf.name,
                properties={"numberOfItems": shelf.number},
            )
            for shelf in shelves
        ],
    }


def books_feed(title: str, page: Page, *, publications: list[Row], host: str) -> Row:
    return {**paged(title, page, host), "publications": publications}


def authentication_document(host: str) -> Row:
    """How an app asks people for what opens the library."""
    return {
        "id": f"{host}{ROOT}authentication/",
        "title": title_of_store(),
        "description": (
            "Sign in with your username or e-mail address and an app password, which you "
            "make in your account. The password of the account itself does not work here."
        ),
        "links": [link(f"{host}{ROOT}", rel="start")],
        "authentication": [
            {
                "type": AUTH_BASIC,
                "labels": {"login": "Username or e-mail", "password": "App password"},
            }
        ],
    }
