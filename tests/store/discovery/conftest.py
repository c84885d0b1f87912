from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.store.discovery.stock import settle


@pytest.fixture(params=[True, False], ids=["folded", "marked"])
def settled(request) -> Callable[[], None]:
    return lambda: settle(folded=request.param)


@pytest.fixture
def find(anon) -> Callable[..., list[int]]:
    """The keys of what is found; the facets and the count say the same."""

    def ask(**params: Any) -> list[int]:
        body = anon.get("/store/search/", {"page_size": 100, **params}).json()
        keys = [row["id"] for row in body["results"]]
        assert body["count"] == len(keys)
        bands = body["facets"]["price"]
        if not any(name.startswith("unit_price") for name in params):
            assert sum(band["count"] for band in bands) == len(keys)
        return keys

    return ask
