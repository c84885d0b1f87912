"""Marks in export and erasure: one's own, also in books that one holds no more."""

from __future__ import annotations

from typing import Any

import pytest

from core.privacy.erase import erase_person
from store.models import Mark
from tests.builders import make_customer, make_entry, make_product
from tests.core.privacy.test_export import URL, exported, iso
from tests.mark_builders import make_mark, uid

pytestmark = pytest.mark.django_db


def test_the_export_has_every_mark_of_ones_own(client_of: Any, alice: Any) -> None:
    entry = make_entry(alice.customer, make_product("Emma"))
    mark = make_mark(
        entry, "highlight", uid=uid(1), note="📚", text="It is", color="red"
    )
    make_mark(make_entry(make_customer(), entry.product), note="Not hers")
    entry.delete()

    data = exported(client_of(alice).get(URL))

    assert data["marks"] == [
        {
            "id": Mark.objects.get(customer=alice.customer).pk,
            "customer_id": alice.customer.pk,
            "product": "Emma",
            "kind": "highlight",
            "uid": uid(1),
            "locator": "page=12",
            "locator_end": "",
            "page": None,
            "progression": None,
            "title": "",
            "text": "It is",
            "color": "red",
            "note": "📚",
            "device_id": "",
            "device_name": "",
            "modified": "2026-11-20T12:00:00Z",
            "is_deleted": False,
            "created_at": iso(mark.created_at),
            "updated_at": iso(mark.updated_at),
        }
    ]


def test_who_is_erased_takes_the_marks_along(alice: Any) -> None:
    entry = make_entry(alice.customer)
    make_mark(entry)
    kept = make_mark(make_entry(make_customer(), entry.product))
    entry.delete()

    erase_person(user=alice)

    assert [mark.uid for mark in Mark.objects.all()] == [kept.uid]
