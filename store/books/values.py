"""ISBN, language and pages: what people write, as it is kept."""

from __future__ import annotations

import re

import pycountry
from stdnum import isbn as stdnum_isbn
from stdnum.exceptions import ValidationError

from store.books.errors import BadIsbn, BadLanguage, BadPages

MOST_PAGES = 100_000
PAGES = re.compile(r"(\d{1,6})(?:\s*[-–—]\s*(\d{1,6}))?", re.ASCII)
# Printed music has numbers of this prefix, by another standard.
ISMN = "9790"


def parse_isbn(text: str) -> str:
    """An ISBN of 10 or 13 digits, hyphens and blanks allowed, as its 13 digits.

    Nothing stays nothing. Raises BadIsbn.
    """
    if not text.strip():
        return ""
    try:
        number = stdnum_isbn.validate(text)
    except ValidationError:
        raise BadIsbn from None
    # A number of nine digits would be taken for one of ten.
    digits = sum(char.isalnum() for char in text)
    if digits not in {10, 13} or number.startswith(ISMN):
        raise BadIsbn
    return stdnum_isbn.to_isbn13(number)


def parse_language(text: str) -> str:
    """A code of ISO 639-1 or 639-3 as the shorter one there is: `fra` is `fr`.

    Nothing stays nothing. Raises BadLanguage.
    """
    code = text.strip().lower()
    if not code:
        return ""
    name = {2: "alpha_2", 3: "alpha_3"}.get(len(code))
    language = pycountry.languages.get(**{name: code}) if name else None
    if language is None:
        raise BadLanguage
    return getattr(language, "alpha_2", language.alpha_3)


def parse_pages(written: object) -> tuple[int | None, int | None]:
    """`180` or `"180-210"` as the first and the last of the range; None for none.

    Raises BadPages.
    """
    if written is None or written == "":
        return None, None
    is_number = isinstance(written, int) and not isinstance(written, bool)
    if not is_number and not isinstance(written, str):
        raise BadPages
    found = PAGES.fullmatch(str(written)[:20].strip())
    if found is None:
        raise BadPages
    least, most = int(found[1]), int(found[2] or found[1])
    if not 1 <= least <= most <= MOST_PAGES:
        raise BadPages
    return least, most


def write_pages(least: int | None, most: int | None) -> int | str | None:
    """The reverse of `parse_pages`."""
    if least is None or most is None or least == most:
        return most if least is None else least
    return f"{least}-{most}"
