"""Seeding, as far as it needs no seeded shop."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from store_custom.seeding import bulk


def test_two_hundred_thousand_variants_have_different_slugs() -> None:
    assert len({bulk.variant(number).slug for number in range(200_000)}) == 200_000


def test_production_refuses_without_force() -> None:
    with pytest.raises(CommandError, match="--force"):
        call_command("seed_db")
