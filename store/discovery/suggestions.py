"""What somebody may be about to type, and what they may be looking for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from store.books.models import Author, BookAuthor, Genre
from store.catalog.models import Collection, Product
from store.catalog.rows import AbsoluteUrl, images_by_product
from store.discovery.bits import SHIFT, SIZE, Bits
from store.discovery.blocks import Block
from store.discovery.choices import Source
from store.discovery.matches import completions, match
from store.discovery.names import keys_named
from store.discovery.pages import page_of
from store.discovery.searching import sold_publicly, within
from store.discovery.snapshot import Part, Snapshot
from store.search.matching import parse
from store.search.queries import Query
from store.vendors.models import Vendor

MOST = 5
LOOKED_AT = 20
"""So many words and names are looked at for some that lead to something on sale."""
MOST_BOOKS = 500

Entry = dict[str, Any]


def suggest(*, words: str, absolute: AbsoluteUrl) -> dict[str, Any]:
    query = parse(words)
    snapshot = Snapshot()
    blocks, parts = snapshot.facts(), snapshot.words()
    on_sale = sold_publicly(blocks)
    found = within(match(parts, query), on_sale)
    keys = page_of(found.bits, [found.relevance], 0, MOST, highest_first=True)
    named = keys_named(query, most=LOOKED_AT)
    return {
        "query": words,
        "words": completed(words, query, parts, found.bits),
        "products": products(keys, absolute),
        "authors": authors(named[Source.AUTHOR], on_sale),
        "genres": genres(named[Source.GENRE], blocks, on_sale),
        "vendors": vendors(named[Source.VENDOR], blocks, on_sale),
        "collections": collections(named[Source.COLLECTION], blocks, on_sale),
    }


def completed(
    words: str, query: Query, parts: dict[int, Part], bits: Bits
) -> list[str]:
    """What was typed with its last word completed, if something on sale is left then."""
    if not bits:
        return []
    before = words.split()[:-1]
    found = completions(parts, query, bits, most=MOST)
    return [" ".join([*before, word]) for word in found]


def products(keys: list[int], absolute: AbsoluteUrl) -> list[Entry]:
    rows = Product.objects.public().filter(pk__in=keys).order_by()
    titles = dict(rows.values_list("pk", "title"))
    images = images_by_product(keys, absolute)
    return [
        {
            "id": key,
            "title": titles[key],
            "image": images[key][0]["image"] if images[key] else None,
        }
        for key in keys
        if key in titles
    ]


def authors(keys: list[int], on_sale: Bits) -> list[Entry]:
    """Those of whom there is a book to buy, of the first so many books."""
    written = BookAuthor.objects.filter(author__in=keys).order_by()
    rows = written.values_list("author_id", "book_id")[:MOST_BOOKS]
    selling = {
        author
        for author, book in rows
        if on_sale.get(book >> SHIFT, 0) >> (book & (SIZE - 1)) & 1
    }
    return entries(Author.objects.all(), keys, selling.__contains__, "name")


def genres(keys: list[int], blocks: dict[int, Block], on_sale: Bits) -> list[Entry]:
    sold = is_sold("genre", blocks, on_sale)
    return entries(Genre.objects.public(), keys, sold, "name", "slug")


def vendors(keys: list[int], blocks: dict[int, Block], on_sale: Bits) -> list[Entry]:
    sold = is_sold("vendor", blocks, on_sale)
    return entries(Vendor.objects.public(), keys, sold, "shop_name", "slug")


def collections(
    keys: list[int], blocks: dict[int, Block], on_sale: Bits
) -> list[Entry]:
    sold = is_sold("collection", blocks, on_sale)
    return entries(Collection.objects.public(), keys, sold, "title")


def is_sold(
    kind: str, blocks: dict[int, Block], on_sale: Bits
) -> Callable[[int], bool]:
    """Whether anything with this value is on sale."""
    return lambda key: any(
        blocks[number].bits(kind, str(key)) & bits for number, bits in on_sale.items()
    )


def entries(
    rows: Any, keys: Iterable[int], is_wanted: Callable[[int], bool], *columns: str
) -> list[Entry]:
    wanted = [key for key in keys if is_wanted(key)][:MOST]
    if not wanted:
        return []
    found = {
        row["id"]: row
        for row in rows.filter(pk__in=wanted).order_by().values("id", *columns)
    }
    return [found[key] for key in wanted if key in found]
