"""What counts as a word, in a text and in a search: the same on every database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# A longer run of letters is cut into pieces that overlap by half: what is no longer than
# the overlap is whole in one of them, wherever it stands in the run.
LONGEST = 20
OVERLAP = LONGEST // 2

_ALIKE = str.maketrans(
    {
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ک": "ك",
        "ة": "ه",
        "ۃ": "ه",
        "ہ": "ه",
        "ـ": None,  # tatweel only stretches a word
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
    }
)
_HAN_AND_KANA = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_RUN = rf"(?:(?![{_HAN_AND_KANA}])[^\W_])+"
# Parts that belong together: usb-c, o'brien, 978-0-306, node.js, r&d; at the end c++, f#.
_COMPOUND = re.compile(
    rf"(?P<parts>{_RUN}(?:[-‐-―'’._&]{_RUN})*)"
    r"(?P<sign>\+\+(?![\w+])|\+(?![\w+])|\#(?!\w))?"
    rf"|[{_HAN_AND_KANA}]"
)
_PART = re.compile(_RUN)
_PART_OR_SIGN = re.compile(rf"{_RUN}|[{_HAN_AND_KANA}]")
_CODE = re.compile(r"([^\W\d_]{3,})(\d+)")


def fold(text: str) -> str:
    """The text in one case, without accents, harakat, tatweel or what is not seen.

    Letter by letter: what is inside a text is, folded, inside the folded text.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    letters = unicodedata.normalize("NFKD", decomposed).translate(_ALIKE)
    return "".join(map(_plain, letters))


def _plain(letter: str) -> str:
    """Without marks and signs for the printer; any script's digits as 0-9."""
    if letter < "\x80":
        return letter
    category = unicodedata.category(letter)
    if category[0] == "M" or category == "Cf":
        return ""
    return str(unicodedata.decimal(letter)) if category == "Nd" else letter


def compounds(text: str) -> Iterator[tuple[str, list[str]]]:
    """(whole, its parts) for what a text holds between spaces and punctuation.

    `usb-c` is ("usbc", ["usb", "c"]), `mango` ("mango", ["mango"]), `nct001`
    ("nct001", ["nct", "001"]) and `c++` ("c++", ["c"]). A sign of Han or a kana is a word.
    """
    for match in _COMPOUND.finditer(fold(text)):
        if match[0].isalpha():  # nearly all of them are
            yield match[0], [match[0]]
            continue
        sign = match["sign"] or ""
        parts = _PART.findall(match["parts"] or match[0]) or [match[0]]
        if not sign and (code := _CODE.fullmatch(match[0])):
            yield match[0], [code[1], code[2]]
        else:
            yield "".join(parts) + sign, parts


def tokens(text: str) -> list[str]:
    """The words of a text, each once, with the whole and the parts of those that have any."""
    found: dict[str, None] = {}
    for whole, parts in compounds(text):
        if len(parts) == 1 and len(whole) <= LONGEST:
            found[whole] = found[parts[0]] = None
            continue
        for word in (whole, *parts):
            found.update(dict.fromkeys(pieces(word)))
    return list(found)


def runs(text: str) -> list[str]:
    """The letters and digits between everything else; a sign of Han or a kana alone."""
    return _PART_OR_SIGN.findall(fold(text))


def pieces(word: str) -> list[str]:
    """The word, or the overlapping pieces of a long one."""
    if len(word) <= LONGEST:
        return [word]
    last = len(word) - OVERLAP
    return [word[start : start + LONGEST] for start in range(0, last, OVERLAP)]
