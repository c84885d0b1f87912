"""The words that occur, and in how many documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import connection
from django.db.models import QuerySet

from store.search.encoding import decode
from store.search.models import SearchDocument, SearchTerm

WRITTEN_AT_ONCE = 500
LAST = "\U0010ffff"


def to_learn(column: str, words: list[str]) -> list[str]:
    """What goes into the vocabulary: of the keywords no codes, of which each product has some."""
    if column == "keywords":
        return [word for word in words if not any(map(str.isdigit, word))]
    return words


def add_terms(words: Iterable[str]) -> None:
    """Put words into the vocabulary that are not in it yet, or were gone."""
    for part in in_parts(sorted(words)):
        known = dict(
            SearchTerm.objects.filter(term__in=part).values_list("term", "documents")
        )
        if new := [SearchTerm(term=term) for term in part if term not in known]:
            SearchTerm.objects.bulk_create(new, ignore_conflicts=True)
        if back := [term for term, documents in known.items() if not documents]:
            gone = SearchTerm.objects.filter(term__in=back, documents=0)
            gone.update(documents=1)


def terms_from(beginning: str) -> QuerySet[SearchTerm]:
    """Those that begin so and occur. A range: SQLite reads every word for a LIKE."""
    return SearchTerm.objects.filter(
        term__gte=beginning, term__lt=beginning + LAST, documents__gt=0
    )


def count_terms() -> int:
    """Say of every word how many documents have it. Returns how many words were wrong.

    Words are never taken out: a document with one may be on its way.
    """
    known = dict(SearchTerm.objects.values_list("term", "documents"))
    counted = count_words()
    wrong = [
        SearchTerm(term=term, documents=counted[term])
        for term in sorted(known.keys() | counted.keys())
        if known.get(term) != counted[term]
    ]
    named = connection.features.supports_update_conflicts_with_target
    for part in in_parts(wrong):
        SearchTerm.objects.bulk_create(
            part,
            update_conflicts=True,
            update_fields=["documents"],
            unique_fields=["term"] if named else None,
        )
    return len(wrong)


def count_words() -> Counter[str]:
    """In how many documents each word is; they are read one after another."""
    encoded: Counter[str] = Counter()
    to_keep: set[str] = set()
    columns = ("title", "keywords", "body")
    rows = SearchDocument.objects.values_list(*columns).order_by()
    for title, keywords, body in rows.iterator(chunk_size=2000):
        texts = {*title.split(), *body.split()}
        to_keep |= texts
        encoded.update(texts.union(keywords.split()))
    words = {decode(word): word for word in encoded}
    learned = to_learn("keywords", list(words))
    return Counter(
        {word: encoded[words[word]] for word in {*learned, *map(decode, to_keep)}}
    )


def in_parts(rows: list) -> Iterator[list]:
    for start in range(0, len(rows), WRITTEN_AT_ONCE):
        yield rows[start : start + WRITTEN_AT_ONCE]
