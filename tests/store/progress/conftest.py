from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from store.models import LibraryEntry
from tests.builders import make_entry


@pytest.fixture
def entry(alice: Any) -> LibraryEntry:
    return make_entry(alice.customer)


@pytest.fixture
def reader(client_of: Any, alice: Any) -> APIClient:
    return client_of(alice)
