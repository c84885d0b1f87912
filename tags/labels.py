"""Labels of tags: how they are written, and when two are the same."""

from __future__ import annotations

from hashlib import sha256
from unicodedata import category, normalize


def clean_label(typed: str) -> str:
    """On one line with single blanks, without control characters; may be empty."""
    words = normalize("NFC", typed).split()
    text = " ".join(words)
    return "".join(sign for sign in text if category(sign) not in {"Cc", "Cs"})


def digest_of(label: str) -> str:
    """Equal for labels that differ in nothing but case; 64 hexadecimal digits.

    A database's own idea of case leaves out all letters but A to Z (SQLite), or takes
    letters with and without accent, and any two emojis, for the same (MariaDB).
    """
    folded = normalize("NFKC", normalize("NFKC", label.strip()).casefold())
    return sha256(folded.encode(errors="replace")).hexdigest()
