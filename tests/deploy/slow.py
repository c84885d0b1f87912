"""The store, slowed down on demand, and a look at what reached it; for tests alone."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from store.insights import buffer
from storefront.wsgi import application as store

# How long what was viewed waits to be written, in seconds.
buffer.PAUSE = float(os.environ.get("HISTORY_PAUSE", buffer.PAUSE))
# Tells who waits that this worker has loaded the store.
(Path(os.environ["WORKERS_READY"]) / str(os.getpid())).touch()


def application(
    environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    """`X-Test-Delay: 1.5` takes that long; `X-Test-Echo: 1` answers with the request."""
    if "HTTP_X_TEST_DELAY" in environ:
        mkstemp(dir=os.environ["REQUESTS_BEGUN"])
        time.sleep(float(environ["HTTP_X_TEST_DELAY"]))
    if "HTTP_X_TEST_ECHO" not in environ:
        return store(environ, start_response)
    seen = {key: value for key, value in environ.items() if isinstance(value, str)}
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(seen).encode()]
