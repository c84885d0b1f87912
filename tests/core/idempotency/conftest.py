"""Requests that are sent with a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient


@pytest.fixture
def send() -> Callable[..., Any]:
    """A POST of JSON with a key; None sends none."""

    def post(
        client: APIClient,
        path: str,
        body: Any = None,
        *,
        key: str | None = "first-key",
        form: str = "json",
        **headers: Any,
    ) -> Any:
        if key is not None:
            headers["HTTP_IDEMPOTENCY_KEY"] = key
        return client.post(path, body or {}, format=form, **headers)

    return post
