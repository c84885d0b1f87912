"""What becomes of returns when a person is exported or erased."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from core.models import Mail
from core.privacy.erase import erase_person
from store.models import ReturnRequest, Vendor
from store.orders.returns import refuse_return
from tests.builders import make_delivered, make_product, make_return

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(alice: Any, sam: Any, veras_shop: Vendor) -> ReturnRequest:
    """Alice asked with words, sam of vera's refused with a note."""
    order = make_delivered(alice.customer, (make_product(vendor=veras_shop), 1))
    request = make_return(order.items.get(), words="Call Alice at home.")
    refuse_return(request=request, by=sam, note="It was used.")
    request.refresh_from_db()
    return request


def exported(client: Any) -> dict[str, Any]:
    answer = client.get("/auth/users/me/export/")
    return json.loads(ZipFile(BytesIO(answer.getvalue())).read("data.json"))


def test_the_customer_gets_the_words_and_not_who_decided(
    client_of: Any, alice: Any, refused: ReturnRequest
) -> None:
    [row] = exported(client_of(alice))["returns"]

    assert row["words"] == "Call Alice at home."
    assert row["note"] == "It was used."
    assert (row["vendor"], row["status"]) == ("Vera's", "refused")
    assert set(row) == {
        *("id", "item_id", "vendor", "reason", "words", "status", "asked_at"),
        *("decided_at", "note", "restocked"),
    }


def test_who_decided_gets_what_they_wrote_and_not_the_words(
    client_of: Any, sam: Any, refused: ReturnRequest
) -> None:
    data = exported(client_of(sam))

    [row] = data["returns_decided"]
    assert row["note"] == "It was used."
    assert {"words", "reason", "by_id"}.isdisjoint(row)
    assert data["returns"] == []


def test_of_an_erased_customer_the_decision_stays_and_the_words_go(
    alice: Any, sam: Any, refused: ReturnRequest
) -> None:
    other = make_return(make_delivered().items.get(), words="Not Alice's.")

    erase_person(user=alice)

    refused.refresh_from_db()
    assert (refused.words, refused.status) == ("", "refused")
    assert (refused.note, refused.by) == ("It was used.", sam)
    assert not Mail.objects.filter(key=f"return_decided:{refused.pk}").exists()
    other.refresh_from_db()
    assert other.words == "Not Alice's."


def test_of_an_erased_member_the_note_stays_without_whose_it_was(
    sam: Any, refused: ReturnRequest
) -> None:
    erase_person(user=sam)

    refused.refresh_from_db()
    assert (refused.note, refused.by) == ("It was used.", None)
    assert refused.words == "Call Alice at home."
