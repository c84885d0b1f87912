"""How the code of a coupon is written."""

from __future__ import annotations

import re

PATTERN = re.compile(r"[A-Z0-9_-]{3,50}")
MOST_OF_A_CODE = 50


def plain_code(text: str) -> str | None:
    """The code in upper case; None when no coupon can have it.

    ASCII first: MariaDB takes a letter with an accent for the one without.
    """
    code = text.strip()
    if not code.isascii():
        return None
    code = code.upper()
    return code if PATTERN.fullmatch(code) else None
