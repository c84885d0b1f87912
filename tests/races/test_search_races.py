"""Words of the same products written by two at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Barrier

import pytest
from django.db import OperationalError, transaction

from store.models import Collection, SearchDocument, SearchTerm
from store.search.documents import Document, write_documents
from store.search.vocabulary import count_terms
from tests.builders import make_collection, make_product
from tests.races.together import together

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]
ROUNDS = 5


def documents(word: str, keys: Iterable[int]) -> list[Document]:
    return [Document(key, title=f"{word} {word}{key}") for key in keys]


def writer(word: str, keys: Iterable[int]) -> Callable[[], int]:
    return lambda: write_documents(documents(word, keys))


def test_of_two_that_write_the_same_documents_in_another_order_both_do() -> None:
    for number in range(ROUNDS):
        first, second = f"mango{number}", f"peach{number}"
        up, down = range(1, 40), range(39, 0, -1)

        assert together(writer(first, up), writer(second, down)) == [39, 39]

        texts = SearchDocument.objects.order_by("pk").values_list("title", flat=True)
        last = {text.split()[0] for text in texts}
        assert len(texts) == 39
        assert last in ({f"zz{first}"}, {f"zz{second}"})
    known = set(SearchTerm.objects.values_list("term", flat=True))
    assert {"mango0", "peach0", "mango439", "peach439"} <= known


def test_control_one_by_one_in_another_order_is_a_deadlock() -> None:
    write_documents(documents("plum", (1, 2)))
    between = Barrier(2)

    def one_by_one(word: str, keys: tuple[int, int]) -> int:
        with transaction.atomic():
            write_documents(documents(word, keys[:1]))
            between.wait(timeout=10)
            write_documents(documents(word, keys[1:]))
        return 2

    results = together(
        lambda: one_by_one("mango", (1, 2)), lambda: one_by_one("peach", (2, 1))
    )

    assert 2 in results
    assert [type(one) for one in results if one != 2] == [OperationalError]


def make_ripe(title: str, shelf: Collection) -> Callable[[], str]:
    return lambda: make_product(f"Ripe {title}", collection=shelf).title


def test_products_made_at_once_have_their_words_while_words_are_counted() -> None:
    shelf = make_collection()
    for number in range(ROUNDS):
        makers = [make_ripe(f"{fruit}{number}", shelf) for fruit in ("mango", "plum")]
        results = together(*makers, count_terms)
        assert not [one for one in results if isinstance(one, Exception)]
    assert SearchDocument.objects.count() == 2 * ROUNDS
    count_terms()
    assert SearchTerm.objects.get(term="ripe").documents == 2 * ROUNDS
