"""How a product's code is put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.catalog.codes import code_of, initial, prefix_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nectarines", "N"),
        ("nectarines", "N"),
        ("  “Éclair”", "E"),
        ("ñandú", "N"),
        ("7 dates", "7"),
        ("½ melon", "1"),
        ("№ 5", "N"),
        ("تمر", "X"),
        ("تمر Deglet", "D"),
        ("芒果", "X"),
        ("--", "X"),
        ("", "X"),
        ("\ud800", "X"),
        ("ß-carotene", "C"),
    ],
)
def test_an_initial_is_the_first_plain_letter_or_digit(
    text: str, expected: str
) -> None:
    assert initial(text) == expected


@given(st.text(max_size=20))
def test_an_initial_is_one_sign_of_thirty_six(text: str) -> None:
    assert initial(text) in set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


@given(
    st.text(max_size=9),
    st.text(max_size=9),
    st.none() | st.text(max_size=9),
    st.integers(1, 10**9),
)
def test_a_code_says_its_prefix_and_its_number(
    title: str, collection: str, tag: str | None, number: int
) -> None:
    prefix = prefix_of(title=title, collection=collection, tag=tag)
    code = code_of(prefix, number)

    assert (len(prefix), code[:3], int(code[3:])) == (3, prefix, number)
    assert len(code) == max(6, 3 + len(str(number)))


@pytest.mark.parametrize(
    ("number", "code"), [(1, "NCT001"), (99, "NCT099"), (999, "NCT999")]
)
def test_a_number_has_three_digits(number: int, code: str) -> None:
    assert code_of("NCT", number) == code
