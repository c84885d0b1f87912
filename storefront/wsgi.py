"""The WSGI application; production settings unless the environment names others."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "storefront.settings.prod")

CHARSET = re.compile(r"charset=\"?([^\s;\"]*)\"?", re.IGNORECASE)
django_application = get_wsgi_application()


def application(
    environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    """Django, spared a charset that decodes no text.

    `Content-Type: …; charset=hex` raises while Django builds the request, before any
    middleware or handler could answer it.
    """
    found = CHARSET.search(environ.get("CONTENT_TYPE", ""))
    if found and not decodes_text(found[1]):
        environ["CONTENT_TYPE"] = CHARSET.sub("charset=utf-8", environ["CONTENT_TYPE"])
    return django_application(environ, start_response)


def decodes_text(charset: str) -> bool:
    try:
        return b"a=1".decode(charset, "replace") == "a=1"
    except (LookupError, ValueError):
        return False
