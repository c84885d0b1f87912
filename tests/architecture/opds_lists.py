"""Feeds for reader apps: what they cost."""

from __future__ import annotations

from typing import Any

from tests.app_passwords import give_app_password
from tests.builders import make_entry
from tests.ebooks import make_full_ebook


def add_on_sale(world: Any) -> None:
    make_full_ebook()


def add_held(world: Any) -> None:
    make_entry(world.customer, make_full_ebook())


def add_app_password(world: Any) -> None:
    if world.reader.app_passwords.count() < 19:
        give_app_password(world.reader)


OPDS_LISTS: dict[str, tuple[Any, int]] = {
    "opds/new/": (add_on_sale, 6),
    "opds/popular/": (add_on_sale, 8),
    "opds/search/": (add_on_sale, 15),
    "opds/search/?query=ebook": (add_on_sale, 16),
    "opds/genres/": (add_on_sale, 2),
    "opds/authors/": (add_on_sale, 2),
    "opds/library/": (add_held, 7),
    "auth/app-passwords/": (add_app_password, 2),
}
