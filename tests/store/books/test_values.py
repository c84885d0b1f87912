"""ISBN, language, pages and names: what people write, as it is kept."""

from __future__ import annotations

import pytest

from store.books.errors import BadIsbn, BadLanguage, BadPages
from store.books.names import has_letter, id_or_slug, key_of_name, plain_name
from store.books.values import (
    parse_isbn,
    parse_language,
    parse_pages,
    write_pages,
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("978-0-306-40615-7", "9780306406157"),
        ("9780306406157", "9780306406157"),
        (" 978 0 306 40615 7 ", "9780306406157"),
        ("0-306-40615-2", "9780306406157"),
        ("0306406152", "9780306406157"),
        ("080442957X", "9780804429573"),
        ("0-8044-2957-x", "9780804429573"),
        ("979-10-90636-07-1", "9791090636071"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_an_isbn_of_any_form_is_kept_as_thirteen_digits(
    written: str, kept: str
) -> None:
    assert parse_isbn(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "978-0-306-40615-8",
        "0-306-40615-3",
        "306406152",
        "978030640615",
        "97803064061577",
        "9770306406150",
        "9790260000438",  # printed music
        "978030640615X",
        "X",
        "no number",
        "٩٧٨٠٣٠٦٤٠٦١٥٧",
        "9" * 50,
    ],
)
def test_what_is_no_isbn_is_refused(written: str) -> None:
    with pytest.raises(BadIsbn):
        parse_isbn(written)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        *(("fr", "fr"), ("FR", "fr"), ("fra", "fr"), (" Ara ", "ar")),
        *(("kab", "kab"), ("mul", "mul"), ("", "")),
    ],
)
def test_a_language_is_kept_by_its_shortest_code(written: str, kept: str) -> None:
    assert parse_language(written) == kept


@pytest.mark.parametrize("written", ["x", "xx", "fre", "french", "fr-FR", "12", "qqq"])
def test_what_is_no_language_is_refused(written: str) -> None:
    with pytest.raises(BadLanguage):
        parse_language(written)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (180, (180, 180)),
        ("180", (180, 180)),
        ("180-210", (180, 210)),
        (" 180 – 210 ", (180, 210)),
        ("180-180", (180, 180)),
        (1, (1, 1)),
        (100_000, (100_000, 100_000)),
        (None, (None, None)),
        ("", (None, None)),
    ],
)
def test_pages_are_a_number_or_a_range(
    written: object, kept: tuple[int | None, int | None]
) -> None:
    assert parse_pages(written) == kept
    assert parse_pages(write_pages(*kept)) == kept


@pytest.mark.parametrize(
    "written",
    [
        *(0, -1, 100_001, True, 1.5, [180], {"from": 1}),
        *("0", "210-180", "180-", "-180", "0-10", "1-100001", "about 180", "9" * 5000),
        *("180-210-250", "1e3", "١٨٠"),
    ],
)
def test_what_is_no_number_of_pages_is_refused(written: object) -> None:
    with pytest.raises(BadPages):
        parse_pages(written)


def test_one_end_of_a_range_is_shown_alone() -> None:
    assert (write_pages(180, None), write_pages(None, 210)) == (180, 210)


@pytest.mark.parametrize(
    "other",
    [
        "émile zola",
        "EMILE ZOLA",
        "E\u0301mile Zola",
        " Émile\u200b  Zola\n",
        "Ｅmile Zola",
    ],
)
def test_case_accents_and_blanks_make_no_other_name(other: str) -> None:
    assert key_of_name(other) == key_of_name("Émile Zola")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Emile Zola", "Emil Zola"),
        ("Зола", "Zola"),
        ("がく", "かく"),  # the mark makes another syllable
        ("कि", "कु"),
        ("نجيب محفوظ", "نجيب محفوط"),
    ],
)
def test_other_letters_make_another_name(one: str, other: str) -> None:
    assert key_of_name(one) != key_of_name(other)


def test_vowel_signs_make_no_other_arabic_name() -> None:
    assert key_of_name("مُحَمَّد") == key_of_name("محمد")


def test_a_name_is_one_line_with_letters() -> None:
    assert plain_name("  Jane\t\x00 Austen\n") == "Jane Austen"
    assert [has_letter(text) for text in ("Ø", "محمد", "1984", "…")] == [
        *(True, True, False, False)
    ]


def test_digits_are_an_id_and_anything_else_a_slug() -> None:
    assert id_or_slug(" 12 ") == 12
    assert id_or_slug("Poetry") == "poetry"
    assert id_or_slug("9" * 30) == "9" * 30
