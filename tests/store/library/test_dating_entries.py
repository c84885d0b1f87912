"""The migration that dates what customers hold already."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from store.models import CustomerClock, LibraryEntry
from tests.builders import make_customer, make_entry

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 11, 20, 9, tzinfo=UTC)
STEP = timedelta(microseconds=1)


def make_old(customer: Any, *moments: datetime) -> list[int]:
    pks = []
    for moment in moments:
        pk = make_entry(customer).pk
        LibraryEntry.objects.filter(pk=pk).update(created_at=moment)
        pks.append(pk)
    return pks


def test_entries_changed_when_they_were_made_and_no_two_at_one_moment() -> None:
    one, other, ahead = (make_customer() for _ in range(3))
    first = make_old(one, THEN, THEN, THEN + STEP, THEN + timedelta(hours=1))
    second = make_old(other, THEN)
    make_old(ahead, THEN)
    CustomerClock.objects.create(customer=other, moment=THEN - timedelta(days=1))
    CustomerClock.objects.create(customer=ahead, moment=THEN + timedelta(days=1))

    migration = import_module("store.migrations.0068_changes_of_held_items")
    migration.date_entries(apps, None)

    moments = dict(LibraryEntry.objects.values_list("pk", "updated_at"))
    assert [moments[pk] for pk in first] == [
        *(THEN, THEN + STEP, THEN + 2 * STEP, THEN + timedelta(hours=1))
    ]
    assert moments[second[0]] == THEN
    assert CustomerClock.objects.get(customer=one).moment == THEN + timedelta(hours=1)
    assert CustomerClock.objects.get(customer=other).moment == THEN
    assert CustomerClock.objects.get(customer=ahead).moment == THEN + timedelta(days=1)
