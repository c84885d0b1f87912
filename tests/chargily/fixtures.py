"""For tests/conftest.py, which offers it to every test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.chargily.server import ChargilyServer


@pytest.fixture
def chargily(settings: Any) -> Iterator[ChargilyServer]:
    """Chargily, which nobody has asked for anything yet, and the settings lead to it."""
    with ChargilyServer() as server:
        for name, value in server.settings(CHARGILY_READ_TIMEOUT=5.0).items():
            setattr(settings, name, value)
        yield server
