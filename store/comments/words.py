"""The words of a comment, as they are kept."""

from __future__ import annotations

import re
from unicodedata import category

LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")


def plain_words(typed: str) -> str:
    """Without control characters other than line ends and tabs, which nobody sees.

    What joins emojis or directs a script from right to left stays. Empty when nothing of it
    could be seen.
    """
    text = LINE_ENDS.sub("\n", typed)
    words = "".join(sign for sign in text if sign in "\n\t" or category(sign) != "Cc")
    seen = any(category(sign)[0] not in "ZC" for sign in words)
    return words.strip() if seen else ""
