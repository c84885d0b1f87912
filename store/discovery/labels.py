"""The facets of a search, with the names of their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from store.books.models import Genre
from store.catalog.models import Collection
from store.discovery.choices import Facet
from store.discovery.searching import Found
from store.reading.choices import Format
from store.vendors.models import Vendor

Entry = dict[str, Any]


def render_facets(found: Found) -> dict[str, list[Entry]]:
    """What was asked for; each in one query for the names, or none."""
    return {facet: RENDERERS[facet](found) for facet in found.wanted.facets}


def collections(found: Found) -> list[Entry]:
    counts = found.facet_values(Facet.COLLECTION)
    titles = dict(rows_of(Collection.objects.public(), counts, "title"))
    return [
        {"id": int(value), "title": titles[int(value)], "count": many}
        for value, many in counts
        if int(value) in titles
    ]


def vendors(found: Found) -> list[Entry]:
    counts = found.facet_values(Facet.VENDOR)
    rows = rows_of(Vendor.objects.public(), counts, "shop_name", "slug")
    named = {key: names for key, *names in rows}
    return [
        {
            "id": int(value),
            "shop_name": named[int(value)][0],
            "slug": named[int(value)][1],
            "count": many,
        }
        for value, many in counts
        if int(value) in named
    ]


def genres(found: Found) -> list[Entry]:
    counts = found.facet_values(Facet.GENRE)
    rows = rows_of(Genre.objects.public(), counts, "name", "slug")
    named = {key: names for key, *names in rows}
    return [
        {
            "id": int(value),
            "name": named[int(value)][0],
            "slug": named[int(value)][1],
            "count": many,
        }
        for value, many in counts
        if int(value) in named
    ]


def prices(found: Found) -> list[Entry]:
    return [
        {"from": band.low, "to": band.high, "count": many}
        for band, many in found.facet_prices()
    ]


def ratings(found: Found) -> list[Entry]:
    return [{"from": stars, "count": many} for stars, many in found.facet_stars()]


def formats(found: Found) -> list[Entry]:
    return [
        {"value": value, "name": Format(value).label, "count": many}
        for value, many in found.facet_values(Facet.FORMAT)
    ]


def rows_of(rows: Any, counts: list[tuple[str, int]], *columns: str) -> Any:
    if not counts:
        return []
    keys = [int(value) for value, _ in counts]
    return rows.filter(pk__in=keys).order_by().values_list("pk", *columns)


RENDERERS: dict[str, Callable[[Found], list[Entry]]] = {
    Facet.COLLECTION: collections,
    Facet.VENDOR: vendors,
    Facet.GENRE: genres,
    Facet.PRICE: prices,
    Facet.RATING: ratings,
    Facet.FORMAT: formats,
}
