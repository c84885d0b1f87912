"""Writing the words of products."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from django.db import connection, transaction

from store.search.encoding import encode_all
from store.search.models import SearchDocument
from store.search.progress import missing_documents, orphaned_documents
from store.search.tokens import tokens
from store.search.vocabulary import add_terms, to_learn
from store.signals import documents_changed

__all__ = [
    "Document",
    "delete_documents",
    "missing_documents",
    "orphaned_documents",
    "write_documents",
]

COLUMNS = ("title", "keywords", "body")
WRITTEN_AT_ONCE = 500


@dataclass(frozen=True)
class Document:
    """Plain texts of one product. None: what is there stays as it is."""

    product_id: int
    title: str | None = None
    keywords: str | None = None
    body: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        return tuple(name for name in COLUMNS if getattr(self, name) is not None)


def write_documents(documents: Iterable[Document]) -> int:
    """Write what is named of each document, all or none. Returns how many.

    Found at once on SQLite, after the commit on MariaDB. By key, in which order two at
    once wait for each other; new words are added to the vocabulary after the commit.
    """
    rows = sorted(documents, key=lambda document: (document.named, document.product_id))
    words: set[str] = set()
    with transaction.atomic():
        for columns, group in groupby(rows, key=lambda document: document.named):
            part = list(group)
            for start in range(0, len(part), WRITTEN_AT_ONCE):
                words |= _write(part[start : start + WRITTEN_AT_ONCE], columns)
        transaction.on_commit(partial(add_terms, words), robust=True)
    return len(rows)


def _write(documents: Sequence[Document], columns: tuple[str, ...]) -> set[str]:
    """Rows of the same columns; returns their words."""
    words: set[str] = set()
    rows = []
    for document in documents:
        texts = {name: tokens(getattr(document, name)) for name in columns}
        words.update(*(to_learn(name, found) for name, found in texts.items()))
        encoded = {name: encode_all(found) for name, found in texts.items()}
        rows.append(SearchDocument(product_id=document.product_id, **encoded))
    if columns:
        named = connection.features.supports_update_conflicts_with_target
        SearchDocument.objects.bulk_create(
            rows,
            update_conflicts=True,
            update_fields=columns,
            unique_fields=["product_id"] if named else None,
        )
    else:
        SearchDocument.objects.bulk_create(rows, ignore_conflicts=True)
    keys = [document.product_id for document in documents]
    copy_to_index(keys)
    documents_changed.send(sender=SearchDocument, product_ids=keys)
    return words


def copy_to_index(product_ids: Sequence[int]) -> None:
    """SQLite's index is a table of its own; MariaDB's belongs to the table."""
    if connection.vendor != "sqlite":
        return
    keys = ", ".join(["%s"] * len(product_ids))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO store_searchindex (rowid, title, keywords, body) "  # noqa: S608
            "SELECT product_id, title, keywords, body FROM store_searchdocument "
            f"WHERE product_id IN ({keys})",
            product_ids,
        )


@transaction.atomic
def delete_documents(product_ids: Sequence[int]) -> None:
    """Take the words of these products away; those without any are passed over."""
    keys = sorted(product_ids)
    for start in range(0, len(keys), WRITTEN_AT_ONCE):
        part = keys[start : start + WRITTEN_AT_ONCE]
        SearchDocument.objects.filter(product_id__in=part).delete()
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(part))
            with connection.cursor() as cursor:
                cursor.execute(
                    f"DELETE FROM store_searchindex WHERE rowid IN ({marks})",  # noqa: S608
                    part,
                )
        documents_changed.send(sender=SearchDocument, product_ids=part)
