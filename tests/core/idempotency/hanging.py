"""The store, which stops for ever in the middle of a checkout; for tests alone.

`HANGS` says where: `inside` its transaction, or `after` it, before the answer. Then a file
is made at `HUNG`. `STEPS=1` has the view work in steps.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from storefront.wsgi import application as store  # loads the apps

# isort: split
from store.orders.views import OrderViewSet
from store.signals import order_placed

WHERE = os.environ.get("HANGS", "")
OrderViewSet.idempotent_in_steps = bool(os.environ.get("STEPS"))


def hang(**kwargs: Any) -> None:
    Path(os.environ["HUNG"]).touch()
    time.sleep(600)


if WHERE == "inside":
    order_placed.connect(hang)


def application(
    environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    answer = store(environ, start_response)
    if WHERE == "after" and environ["REQUEST_METHOD"] == "POST":
        hang()
    return answer
