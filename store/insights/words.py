"""The words of a search, as they are kept and compared."""

from __future__ import annotations

import hashlib
import re

from store.insights.models import LONGEST_WORDS

# Control characters, and halves of a pair that no database takes.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def clean_words(typed: str) -> str:
    """What was typed on one line with single blanks, cut to what is kept; may be empty."""
    words = " ".join(UNPRINTABLE.sub(" ", typed).split())
    return words[:LONGEST_WORDS].rstrip()


def digest_of(words: str) -> str:
    """Equal for words that differ in nothing but case; 64 hexadecimal digits."""
    return hashlib.sha256(words.casefold().encode()).hexdigest()
