"""What was meant by a word that is nowhere, and what may be meant by half a word."""

from __future__ import annotations

from dataclasses import replace

from django.db.models.functions import Length
from rapidfuzz.distance import OSA

from store.search.models import SearchTerm
from store.search.queries import Query, Word, parse
from store.search.vocabulary import terms_from

SHORTEST = 4
SHORTEST_WITH_TWO = 6
# So many words of about the same length are compared, the commonest first.
MOST_COMPARED = 10_000


def correct(query: Query) -> Query | None:
    """The query with words that occur in the place of those that do not.

    None when all of them occur, or when one of the others is like none that does.
    """
    words = [word if is_known(word) else nearest(word) for word in query.words]
    corrected = Query(tuple(word for word in words if word is not None))
    unchanged = corrected == query
    return None if unchanged or None in words else corrected


def is_known(word: Word) -> bool:
    """Whether a document has a word that begins so, or all the parts."""
    return begins(word.whole) or (bool(word.parts) and all(map(begins, word.parts)))


def begins(text: str) -> bool:
    return terms_from(text).exists()


def nearest(word: Word) -> Word | None:
    """The word that differs least, of several the commonest; never for a code or a number.

    By one letter, or two of six and more; two that changed places count as one.
    """
    text = word.whole
    if word.parts or len(text) < SHORTEST or not text.isalpha():
        return None
    most = 2 if len(text) >= SHORTEST_WITH_TWO else 1
    best, least = None, most + 1
    for term in compared_with(text, most):
        distance = OSA.distance(text, term, score_cutoff=least - 1)
        if distance < least and term.isalpha():
            best, least = term, distance
    return None if best is None else replace(word, whole=best)


def compared_with(text: str, most: int) -> list[str]:
    terms = SearchTerm.objects.annotate(length=Length("term")).filter(
        length__gte=len(text) - most, length__lte=len(text) + most, documents__gt=0
    )
    commonest = terms.order_by("-documents", "term").values_list("term", flat=True)
    return list(commonest[:MOST_COMPARED])


def suggest(prefix: str, limit: int = 8) -> list[str]:
    """What somebody may be about to type: its last word completed, the commonest first."""
    *before, last = prefix.split() or [""]
    words = parse(last).words
    if not words:
        return []
    terms = terms_from(words[-1].whole).order_by("-documents", "term")
    found = terms.values_list("term", flat=True)[:limit]
    return [" ".join([*before, term]) for term in found]
