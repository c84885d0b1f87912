"""Takes secrets out of text and data on their way to a log or an error report."""

from __future__ import annotations

import re
from typing import Any

REDACTED = "[redacted]"
LONGEST = 32_768

# A text without any of these holds nothing that the patterns find; most texts do not.
HINTS = (
    *("pass", "pwd", "token", "secret", "sig", "code", "key", "auth", "cookie", "pin"),
    *("session", "csrf", "otp", "credential", "bearer", "jwt", "basic", "eyj"),
    *("sk_", "whsec_", "cart", "downloads", "://", "$"),
)
NAMED = (
    r"(?:pass(?:word|wd|phrase)|pwd|secret|token|signature|credential|csrf|otp"
    r"|(?:api|access|private|secret)[_-]?key|session(?:id|[_-]?key)"
    r"|(?:auth|confirmation|verification|activation|reset|security)[_-]?code)[\w-]{0,40}"
)
# `code`, but not `status_code`, `barcode` and their like.
CODE = (
    "".join(
        f"(?<!{word}[_-])"
        for word in ("status", "error", "exit", "http", "country", "currency", "postal")
    )
    + r"(?<![a-z])(?:code|sig|pin)(?![a-z])"
)
WHOLE = r"(?:authorization|cookies?)"
QUOTE = r"(?:\\*[\"']|%22)?"
ASSIGN = r"\s{0,5}(?:=>|=|:|%3[ad]|,(?=\s{0,5}b?[\"']))\s{0,5}"
QUOTED = (
    r"(?P<q>\\+)\"(?:(?!(?<!\\)(?P=q)\").)*(?:(?P=q)\")?"  # \"JSON inside JSON\"
    r"|b?\"(?:[^\"\\]|\\.)*\"?|b?'(?:[^'\\]|\\.)*'?|\[[^\]]*\]?|\{[^}]*\}?"
)
NUMBER = r"(?:(?<=\":)|(?<=\": ))\d+(?=[,}\]])"
# The MySQL driver says `using password: YES`, which is worth keeping.
WORD = r"(?!(?:YES|NO|None|null|true|false)\b)[^\s&]+"
FLAGS = re.IGNORECASE | re.DOTALL

PATTERNS = [
    (re.compile(pattern, FLAGS), replacement)
    for pattern, replacement in (
        (r"eyJ[\w-]{8,}(?:\.[\w-]*)*", REDACTED),
        (
            rf"({WHOLE}{QUOTE}\s{{0,5}}[:=]\s{{0,5}})(?:{QUOTED}|[^\r\n]+)",
            rf"\1{REDACTED}",
        ),
        (
            rf"(name=\\*[\"'](?:{NAMED}|{CODE})\\*[\"'])(?:\r|\n|\\r|\\n)+"
            r"(?:(?!\\r|\\n)[^\r\n])*",
            rf"\1 {REDACTED}",
        ),
        (
            rf"((?:{NAMED}|{CODE}){QUOTE}{ASSIGN})(?:{QUOTED}|{NUMBER}|{WORD})",
            rf"\1{REDACTED}",
        ),
        (
            r"\b(bearer|jwt|basic|token)\s+(?=[^\s\"',]{0,40}[\d=._+/-])[\w.~+/=-]{8,}",
            rf"\1 {REDACTED}",
        ),
        (
            r"(://[^\s:/@\"']{0,100}):(?!\d{1,5}(?:[/?\s]|$))[^\s\"'<>]{1,300}@",
            rf"\1:{REDACTED}@",
        ),
        (r"\b(?:argon2\w*|pbkdf2_\w+|bcrypt\w*|scrypt|md5)\$[^\s\"',]+", REDACTED),
        (r"(?<![^\W_])(?:sk|whsec)_\w{8,}", REDACTED),
        # Who holds a cart's UUID holds the cart; eight characters tell carts apart.
        (
            r"(carts?(?:/|[_-]?id\W{1,6}|%2f))([0-9a-f]{8})[0-9a-f-]{20,28}",
            r"\1\2...",
        ),
        # Who holds a link to a book may download it.
        (r"(downloads(?:/|%2f))[\w-]{4,}(?::|%3a)[\w:%-]+", rf"\1{REDACTED}"),
    )
]
SECRET_NAME = re.compile(f"{NAMED}|{CODE}|{WHOLE}", re.IGNORECASE)

CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def redact(text: str) -> str:
    """The text without secrets; the same object when there is none."""
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]} ... (cut)"
    lowered = text.lower()
    for hint in HINTS:
        if hint in lowered:
            break
    else:
        return text
    for pattern, replacement in PATTERNS:
        text = pattern.sub(replacement, text)
    return text


def escape(text: str) -> str:
    """The text on one line, so that nobody's input can look like another entry."""
    if text.isprintable():
        return text
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def clean(text: str) -> str:
    return escape(redact(text))


def clean_data(value: Any, *, name: str = "", depth: int = 6) -> Any:
    """A copy of JSON-like data without secrets; what is no JSON becomes text."""
    if name and SECRET_NAME.search(name):
        return REDACTED
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return clean(value)
    if depth and isinstance(value, dict):
        return {
            clean(str(key)): clean_data(inner, name=str(key), depth=depth - 1)
            for key, inner in value.items()
        }
    if depth and isinstance(value, (list, tuple, set)):
        return [clean_data(inner, depth=depth - 1) for inner in value]
    return clean(str(value))
