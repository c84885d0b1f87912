"""The goods as they shall be, whatever the database holds: the same list every time."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import chain, zip_longest
from random import Random
from typing import NamedTuple

from django.utils.text import slugify

from store_custom.seeding.data.books import BOOKS, GENRES
from store_custom.seeding.data.food import MANGOES
from store_custom.seeding.data.hidden import HIDDEN
from store_custom.seeding.data.shelves import BOOKSHELF, SHELVES, Shelf
from store_custom.seeding.data.shops import BOOKSHOP
from store_custom.seeding.data.words import LABELS

SEED = 42
LOAD_TESTED = 10
PLENTY = 1_000_000
FRUIT = SHELVES[0]


class Good(NamedTuple):
    """A product in words; `vendor` is a slug, None is the store itself."""

    title: str
    slug: str
    description: str
    unit_price: Decimal
    inventory: int
    collection: str
    vendor: str | None
    unit: str = "piece"
    motif: str = ""
    tags: tuple[str, ...] = ()
    author: str = ""


def price_between(low: int, high: int, dice: Random) -> Decimal:
    """A price in whole tens, in the currency of the shop."""
    return Decimal(round(dice.randint(low, high), -1)).quantize(Decimal("0.01"))


def stock(dice: Random) -> int:
    """Mostly plenty, one in twelve low, one in thirty gone."""
    chance = dice.random()
    if chance < 0.033:
        return 0
    return dice.randint(1, 9) if chance < 0.12 else dice.randint(10, 400)


def labels(shelf: Shelf, title: str, dice: Random) -> tuple[str, ...]:
    """Up to four tags: what the title says, and one or two of the shelf's; some have none."""
    named = [label for word, label in LABELS.items() if word in title]
    general = dice.sample(shelf.tags.split("|"), dice.choice((0, 1, 1, 2)))
    return tuple(dict.fromkeys(named + general))


def mangoes() -> list[Good]:
    dice = Random(SEED)
    closers = FRUIT.closers.split("|")
    return [
        Good(
            title=f"{variety} Mangoes",
            slug=slugify(f"{variety} Mangoes"),
            description=f"{blurb} {closers[place % len(closers)]}",
            unit_price=Decimal(f"{price}.00"),
            inventory=stock(dice),
            collection=FRUIT.title,
            vendor=FRUIT.vendor,
            unit="kg",
            motif="mango",
            tags=labels(FRUIT, "Mangoes", dice),
        )
        for place, (variety, price, blurb) in enumerate(MANGOES)
    ]


def shelf_goods(shelf: Shelf, number: int) -> Iterator[Good]:
    """One kind of each item, then the next kind; every fourth is sold by the store."""
    dice = Random(SEED + number)
    closers = shelf.closers.split("|")
    columns = zip_longest(*([(r, k) for k in r[4].split("|")] for r in shelf.rows))
    pairs = filter(None, chain.from_iterable(columns))
    for place, ((item, motif, low, high, _, blurb), kind) in enumerate(pairs):
        title = f"{kind} {item}"
        yield Good(
            title=title,
            slug=slugify(title),
            description=f"{blurb} {closers[place % len(closers)]}",
            unit_price=price_between(low, high, dice),
            inventory=stock(dice),
            collection=shelf.title,
            vendor=None if (place + number) % 4 == 3 else shelf.vendor,
            unit="kg" if shelf is FRUIT else "piece",
            motif=motif,
            tags=labels(shelf, title, dice),
        )


@cache
def physical_goods() -> list[Good]:
    """What visitors see, shelf by shelf in turn; the first ten suffice for load tests."""
    shelves = [list(shelf_goods(shelf, n)) for n, shelf in enumerate(SHELVES)]
    shelves[0] = mangoes() + shelves[0]
    goods = list(filter(None, chain.from_iterable(zip_longest(*shelves))))
    for place in range(LOAD_TESTED):
        goods[place] = goods[place]._replace(inventory=PLENTY)
    return goods


def hidden_goods() -> list[Good]:
    """The goods of the closed, the pending and the suspended vendor."""
    dice = Random(SEED)
    return [
        Good(
            title=title,
            slug=slugify(title),
            description="Made in small numbers; ask the shop for details.",
            unit_price=Decimal(f"{price}.00"),
            inventory=stock(dice),
            collection=collection,
            vendor=vendor,
            motif=motif,
        )
        for vendor, rows in HIDDEN.items()
        for title, collection, motif, price in rows
    ]


@cache
def books() -> list[Good]:
    dice = Random(SEED)
    return [
        Good(
            title=title,
            slug=slugify(title),
            description=f"By {author}, {year}. {GENRES[genre]}.",
            unit_price=Decimal(f"{price}.00"),
            inventory=stock(dice),
            collection=BOOKSHELF,
            vendor=BOOKSHOP,
            tags=(genre, "classic"),
            author=author,
        )
        for title, author, year, genre, price in BOOKS
    ]


@cache
def all_goods() -> list[Good]:
    """In the order of their ids on a fresh database."""
    return [*physical_goods(), *hidden_goods(), *books()]


def public_goods() -> list[Good]:
    return [*physical_goods(), *books()]


def collection_titles() -> list[str]:
    return [*(shelf.title for shelf in SHELVES), BOOKSHELF]
