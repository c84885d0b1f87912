"""Every route of the API as the URLconf has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PREFIXES = ("store/", "opds/", "auth/", "api/")


def api_routes() -> dict[str, set[str]]:
    """`{"store/products/{pk}/": {"get", …}}`, without `.json` twins and doubles."""
    found: dict[str, set[str]] = {}
    for path, pattern in walk(get_resolver().url_patterns):
        if path.startswith(PREFIXES) and "format" not in path:
            found.setdefault(path, set()).update(verbs(pattern.callback))
    return found


def api_views() -> set[type]:
    """The classes behind them."""
    views = set()
    for path, pattern in walk(get_resolver().url_patterns):
        view = getattr(pattern.callback, "cls", None)
        if path.startswith(("store/", "opds/")) and view is not None:
            views.add(view)
    return views


def walk(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        path = prefix + readable(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, path)
        else:
            yield path, pattern


def readable(pattern: str) -> str:
    """`^products/(?P<pk>[^/.]+)/$` as `products/{pk}/`."""
    pattern = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", pattern)
    pattern = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", pattern)
    return re.sub(r"\^|\$|\\Z", "", pattern).replace("/?", "/")


def verbs(callback: Any) -> set[str]:
    actions = getattr(callback, "actions", None)
    if actions:
        allowed = callback.cls.http_method_names
        return {verb for verb in actions if verb in allowed and verb != "head"}
    view = getattr(callback, "view_class", None) or callback.cls
    known = {"get", "post", "put", "patch", "delete"}
    return {verb for verb in known if hasattr(view, verb)}
