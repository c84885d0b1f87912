"""What a search finds and in which order: one contract, both databases."""

from __future__ import annotations

from typing import Any

import pytest

from store.models import Product
from store.search.documents import Document, delete_documents, write_documents
from store.search.matching import narrow, parse, rank
from tests.builders import make_product

# FULLTEXT of MariaDB sees what was committed.
pytestmark = pytest.mark.django_db(transaction=True)


def write(**texts: str) -> int:
    pk = make_product("nothing").pk
    write_documents(
        [Document(pk, **{"title": "", "keywords": "", "body": "", **texts})]
    )
    return pk


def found(query: str) -> list[int]:
    products: Any = Product.objects.all()
    parsed = parse(query)
    return [product.pk for product in rank(narrow(products, parsed), parsed)]


def test_title_comes_before_keywords_before_body_and_the_whole_before_a_beginning() -> (
    None
):
    body = write(body="A mango")
    beginning = write(title="Mangoes")
    keywords = write(keywords="mango")
    title = write(title="Ripe mango")
    write(title="Peach")

    assert found("MANGO") == [title, beginning, keywords, body]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("USB-C cable", "usb-c"),
        ("USB-C cable", "usbc"),
        ("USB-C cable", "usb c"),
        ("USBC cable", "usb-c"),
        ("A 4K TV", "4k tv"),
        ("The C++ book", "c++"),
        ("wi-fi", "wifi"),
        ("978-0-306-40615-7", "9780306406157"),
        ("9780306406157", "978-0-306-40615-7"),
        ("NCT001", "nct"),
        ("NCT001", "nct-001"),
        ("Crème brûlée", "creme BRULEE"),
        ("مُحَمَّد في المدرسة", "محمد المدرسه"),
        ("手机壳", "手机"),
        ("x" * 70, "x" * 65),
        ("the of and", "the"),
    ],
)
def test_a_word_is_found_however_it_is_written(text: str, query: str) -> None:
    pk = write(title=text)
    write(body="Something else")

    assert found(query) == [pk]


@pytest.mark.parametrize(("text", "query"), [("C language", "c++"), ("mango", "an")])
def test_something_else_is_not_found(text: str, query: str) -> None:
    write(title=text)

    assert found(query) == []


@pytest.mark.parametrize(
    "query",
    [
        'c++ "quote',
        "a" * 10_000,
        "a-" * 5_000,
        "\x00",
        "mango\x00",
        "\ud800",
        "***",
        "-",
        "+-~<>()@\"'*",
        "AND OR NOT NEAR(a b)",
        "title:mango",
        "🥭",
        "%_\\",
        " ",
        "",
    ],
)
def test_any_input_is_a_search(query: str) -> None:
    write(title="peach")

    assert found(query) == []


def test_a_deleted_document_is_not_found() -> None:
    pk = write(title="mango")
    delete_documents([pk])

    assert found("mango") == []


def test_what_is_not_named_stays() -> None:
    pk = write(title="mango", keywords="fruit")
    write_documents([Document(pk, title="peach")])

    assert found("mango") == []
    assert found("peach fruit") == [pk]
