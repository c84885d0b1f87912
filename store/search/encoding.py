"""Words as the databases' own indexes get them.

Those cut texts into words too, each in its way: InnoDB leaves out what is shorter than three
letters or in its list of English words, and neither knows a `+`. So each word goes in
as `zz` and ASCII letters, digits and underscores, which both leave alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

PREFIX = "zz"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_THREE_DIGITS = 36**3
_ENCODED = re.compile("__.{4}|_.{3}")


def encode(word: str) -> str:
    """`zz` and the word; each letter outside a-z and 0-9 as `_` and its number."""
    if word.isascii() and word.isalnum():
        return PREFIX + word
    return PREFIX + "".join(map(_encode_letter, word))


def encode_all(words: Iterable[str]) -> str:
    return " ".join(map(encode, words))


@cache
def _encode_letter(letter: str) -> str:
    """No code is the beginning of another one, so that prefixes stay prefixes."""
    if letter.isascii() and letter.isalnum():
        return letter
    number = ord(letter)
    if number < _THREE_DIGITS:
        return "_" + _base36(number, 3)
    return "__" + _base36(number, 4)


def _base36(number: int, width: int) -> str:
    digits = ""
    for _ in range(width):
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits


def decode(word: str) -> str:
    """What `encode` was given."""
    return _ENCODED.sub(_decode_letter, word.removeprefix(PREFIX))


def _decode_letter(match: re.Match[str]) -> str:
    return chr(int(match[0].lstrip("_"), 36))
