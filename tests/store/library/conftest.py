"""Somebody who reads, and what there is to read."""

from __future__ import annotations

from typing import Any

import pytest

from store.models import Customer, Product
from tests.book_files import make_book
from tests.builders import make_product, make_vendor


@pytest.fixture
def reader(alice: Any) -> Customer:
    return alice.customer


@pytest.fixture
def novel() -> Product:
    """A book of a vendor, without a file yet."""
    return make_book(make_product(vendor=make_vendor())).product
