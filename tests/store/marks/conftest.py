"""Alice holds a book, and has a phone."""

from __future__ import annotations

from typing import Any

import pytest

from store.models import LibraryEntry
from tests.builders import make_entry


@pytest.fixture
def entry(alice: Any) -> LibraryEntry:
    return make_entry(alice.customer)


@pytest.fixture
def phone(client_of: Any, alice: Any) -> Any:
    return client_of(alice)
