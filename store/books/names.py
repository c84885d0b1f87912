"""When two names are the same one, in every database alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from store.shared.prepared import as_key

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Accents, and the short vowels of Arabic. Marks of other scripts make another letter.
MARKS = re.compile("[\u0300-\u036f\u064b-\u0652\u0670]")


def plain_name(text: str) -> str:
    """On one line with single blanks; may be empty."""
    return " ".join(CONTROL.sub(" ", text).split())


def key_of_name(name: str) -> str:
    """Equal for names that differ in case, accents or blanks alone; 64 hexadecimal digits.

    A digest, for databases compare texts each in its own way, and digits all alike.
    """
    folded = unicodedata.normalize("NFKD", plain_name(name).casefold())
    letters = (char for char in folded if unicodedata.category(char) != "Cf")
    plain = MARKS.sub("", "".join(letters)).casefold()
    return hashlib.sha256(" ".join(plain.split()).encode()).hexdigest()


def each_once(names: Iterable[str]) -> dict[str, str]:
    """The names by their keys, in order; of several with one key, the first."""
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(key_of_name(name), name)
    return once


def has_letter(text: str) -> bool:
    """Whether it can't be taken for an id."""
    return any(char.isalpha() for char in text)


def id_or_slug(text: str) -> int | str:
    """What names a genre: digits are an id."""
    plain = text.strip()
    key = as_key(plain)
    return plain.lower() if key is None else key
