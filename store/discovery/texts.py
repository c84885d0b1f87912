"""What the document of a product says.

Title and description come with the product (`store.search`); the keywords are whatever else
somebody may look for it by. The store does not know what tags are: whoever does says so by
`read_tags_with`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from django.db import transaction
from stdnum import isbn

from store.books.models import Book, BookAuthor
from store.catalog.models import Product
from store.discovery.choices import Source
from store.search.documents import (
    Document,
    delete_documents,
    missing_documents,
    write_documents,
)
from store.search.models import SearchDocument

COLUMNS = (
    "pk",
    "title",
    "description",
    "code",
    "collection__title",
    "vendor__shop_name",
    "book__isbn",
)


class Tags(Protocol):
    def labels(self, product_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
        """The labels of those of these products that have any."""

    def products(self, tag_id: int, after: int, most: int) -> list[int]:
        """The next products with this tag, by key."""


_tags: list[Tags] = []


def read_tags_with(tags: Tags) -> None:
    _tags[:] = [tags]


@transaction.atomic
def write_texts(*, product_ids: Collection[int]) -> int:
    """Write the documents of these products anew; take away those of what is gone.

    The documents are locked first and everything is read after that: of two at once the
    second one reads what the first one may have read too early. Returns how many.
    """
    keys = sorted(product_ids)
    new = missing_documents(Product.objects.filter(pk__in=keys))
    write_documents([Document(key) for key in new.values_list("pk", flat=True)])
    documents = SearchDocument.objects.select_for_update().filter(pk__in=keys)
    list(documents.order_by("pk").values_list("pk"))
    written = documents_of(keys)
    write_documents(written)
    gone = set(keys).difference(one.product_id for one in written)
    if gone:
        delete_documents(sorted(gone))
    return len(written)


def documents_of(keys: Sequence[int]) -> list[Document]:
    rows = list(
        Product.objects.filter(pk__in=keys).order_by("pk").values_list(*COLUMNS)
    )
    authors = names_of(
        BookAuthor.objects.filter(book__in=keys)
        .order_by("book", "position", "pk")
        .values_list("book_id", "author__name")
    )
    genres = names_of(
        Book.genres.through.objects.filter(book__in=keys)
        .order_by("book", "genre")
        .values_list("book_id", "genre__name")
    )
    tags = _tags[0].labels(keys) if _tags else {}
    return [
        Document(
            product_id=key,
            title=title,
            keywords="\n".join(
                [
                    *authors.get(key, ()),
                    *isbns(number or ""),
                    *genres.get(key, ()),
                    *tags.get(key, ()),
                    *(text for text in (shop, shelf, code) if text),
                ]
            ),
            body=description or "",
        )
        for key, title, description, code, shelf, shop, number in rows
    ]


def names_of(rows: Iterable[tuple[Any, ...]]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, name in rows:
        found[key].append(name)
    return found


def isbns(number: str) -> list[str]:
    """With thirteen digits and with ten, where it has these.

    Hyphens are no matter: a search joins what they part (`store.search.tokens`).
    """
    if not number:
        return []
    try:
        return [number, isbn.to_isbn10(number)]
    except isbn.ValidationError:
        return [number]


def products_of(*, source: str, key: int, after: int = 0, most: int = 500) -> list[int]:
    """The next products whose documents name this, by key."""
    if source == Source.PRODUCT:
        return [key] if key > after else []
    if source == Source.TAG:
        return _tags[0].products(key, after, most) if _tags else []
    return list(FINDERS[source](key, after)[:most])


def sold_by(**condition: int) -> Any:
    return (
        Product.objects.filter(**condition).order_by("pk").values_list("pk", flat=True)
    )


def written_by(key: int, after: int) -> Any:
    rows = BookAuthor.objects.filter(author=key, book__gt=after).order_by("book")
    return rows.values_list("book_id", flat=True)


def of_genre(key: int, after: int) -> Any:
    rows = Book.genres.through.objects.filter(genre=key, book__gt=after)
    return rows.order_by("book").values_list("book_id", flat=True)


FINDERS: dict[str, Callable[[int, int], Any]] = {
    Source.VENDOR: lambda key, after: sold_by(vendor=key, pk__gt=after),
    Source.COLLECTION: lambda key, after: sold_by(collection=key, pk__gt=after),
    Source.AUTHOR: written_by,
    Source.GENRE: of_genre,
}
