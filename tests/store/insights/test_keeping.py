"""A history keeps the newest, for a time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from store.insights import recording
from store.insights.recording import delete_old_history
from store.insights.seen import Kind
from store.models import Product, ProductView, SearchQuery
from tests.builders import make_product
from tests.store.insights.seeing import (
    look,
    search,
    searched,
    viewed,
    write_down,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [*Kind])
def test_the_oldest_fall_away(
    alice: Any, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "MOST_ENTRIES", 3)
    products = [make_product() for _ in range(5)]

    for number, product in enumerate(products):
        if kind == Kind.VIEWED:
            look(alice, product)
        else:
            search(alice, f"word{number}")
        write_down()

    if kind == Kind.VIEWED:
        assert [pk for pk, _ in viewed(alice)] == [p.pk for p in products[:1:-1]]
    else:
        assert [words for words, _ in searched(alice)] == ["word4", "word3", "word2"]


def test_one_customers_history_does_not_push_out_anothers(
    alice: Any, bob: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "MOST_ENTRIES", 1)
    first, second = make_product(), make_product()
    look(bob, first)
    look(alice, first, second)

    write_down()

    assert viewed(alice) == [(second.pk, 1)]
    assert viewed(bob) == [(first.pk, 1)]


def test_the_number_of_statements_does_not_grow_with_what_was_seen(
    alice: Any,
) -> None:
    def statements(count: int) -> int:
        products = [make_product() for _ in range(count)]
        for known in (False, True):
            look(alice, *products)
            search(alice, *[f"{product.title} {known}" for product in products])
            with CaptureQueriesContext(connection) as captured:
                write_down()
        return len(captured)

    assert statements(20) == statements(2) <= 16


def test_old_entries_and_views_of_what_is_gone_are_deleted(alice: Any) -> None:
    old, new, gone = (make_product() for _ in range(3))
    look(alice, old, new, gone)
    search(alice, "old", "new")
    write_down()
    before = timezone.now() - timedelta(days=366)
    ProductView.objects.filter(product=old).update(last_at=before)
    SearchQuery.objects.filter(words="old").update(last_at=before)
    Product.objects.filter(pk=gone.pk)._raw_delete("default")

    assert delete_old_history() == 3

    assert viewed(alice) == [(new.pk, 1)]
    assert searched(alice) == [("new", 1)]
