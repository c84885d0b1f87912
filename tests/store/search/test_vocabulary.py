"""The words that occur: counted, completed, and taken for those that do not occur."""

from __future__ import annotations

import pytest

from store.models import SearchTerm
from store.search.documents import Document, delete_documents, write_documents
from store.search.matching import parse
from store.search.spelling import correct, suggest
from store.search.vocabulary import count_terms

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _words() -> None:
    write_documents(
        [
            Document(1, "Shoes and a kettle", "Camus NCT001", "of camels, 40417"),
            Document(2, "Shores", "Camus", "kettle"),
            Document(3, "Shores", "", ""),
        ]
    )
    count_terms()


def counted() -> dict[str, int]:
    return dict(SearchTerm.objects.values_list("term", "documents"))


def corrected(query: str) -> str | None:
    found = correct(parse(query))
    return None if found is None else str(found)


def test_words_are_counted_by_document_and_codes_of_products_are_not_words() -> None:
    words = counted()

    assert (words["kettle"], words["shores"], words["camus"]) == (2, 2, 2)
    assert words["40417"] == 1
    assert "nct001" not in words
    assert count_terms() == 0


def test_a_word_that_is_gone_is_counted_as_none_and_comes_back() -> None:
    delete_documents([1])
    assert count_terms() > 0
    assert counted()["shoes"] == 0
    assert suggest("shoe") == []

    write_documents([Document(4, "shoes", "", "")])

    assert counted()["shoes"] == 1
    assert suggest("shoe") == ["shoes"]


def test_words_that_were_lost_on_the_way_are_found_again() -> None:
    SearchTerm.objects.filter(term="kettle").delete()

    assert count_terms() == 1
    assert counted()["kettle"] == 2


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("kettel", "kettle"),
        ("ketle", "kettle"),
        ("kettttle", "kettle"),
        ("camsu", "camus"),
        ("camelss kettle", "camels kettle"),
        ("shores", None),
        ("camu", None),
        ("cxmxs", None),
        ("cam", None),
        ("kttl", None),
        ("40418", None),
        ("nct002", None),
        ("ke-ttel", None),
        ("kettel qqqqqqqq", None),
        ("", None),
    ],
)
def test_a_word_that_is_nowhere_is_taken_for_the_nearest(
    query: str, meant: str | None
) -> None:
    assert corrected(query) == meant


def test_of_words_equally_near_the_commonest_is_meant() -> None:
    assert corrected("shoues") == "shores"
    write_documents(Document(pk, "Shouts", "", "") for pk in (5, 6, 7))
    count_terms()

    assert corrected("shoues") == "shouts"


def test_the_last_word_is_completed_the_commonest_first() -> None:
    assert suggest("sho") == ["shores", "shoes"]
    assert suggest("sho", 1) == ["shores"]
    assert suggest("Red SHO") == ["Red shores", "Red shoes"]
    assert suggest("") == suggest("***") == suggest("qq") == []
