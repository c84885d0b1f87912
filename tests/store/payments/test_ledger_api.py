"""A vendor's ledger and its payouts over HTTP."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from store.models import LedgerEntry
from tests.architecture.world import everything
from tests.builders import (
    make_adjustment,
    make_payout,
    make_vendor,
)
from tests.store.payments.ledger_world import move_back, read_csv

pytestmark = pytest.mark.django_db


def test_rows_come_newest_first_in_an_envelope(
    client_of: Any, vera: Any, sold: Any, ledger: str
) -> None:
    line = sold.items.get(title="=Mango")

    body = client_of(vera).get(ledger).json()

    assert body["count"] == 2
    at = body["results"][0].pop("at")
    assert at.endswith("Z")
    assert body["results"][0] == {
        "id": LedgerEntry.objects.get(
            item=line, kind="commission", vendor=line.vendor
        ).pk,
        "kind": "commission",
        "amount": -6.0,
        "tax": 0.0,
        "rate": 0.2,
        "order_id": sold.pk,
        "item_id": line.pk,
        "payout_id": None,
        "note": "",
    }
    assert body["results"][1]["amount"] == 33.0
    assert body["results"][1]["tax"] == 3.0


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("", ["adjustment", "payout", "commission", "sale"]),
        ("?kind=sale", ["sale"]),
        ("?settled=true", ["payout", "commission", "sale"]),
        ("?settled=false", ["adjustment"]),
        ("?payout={payout}", ["commission", "sale"]),
        ("?payout={payout}&kind=sale&settled=true", ["sale"]),
        ("?payout=999999999999", []),
        ("?from=2999-12-31", []),
        ("?to=0001-01-01", []),
        ("?from=0001-01-01&to=9999-12-31&kind=payout", ["payout"]),
    ],
)
def test_filters(
    client_of: Any,
    mina: Any,
    sold: Any,
    staff: Any,
    veras_shop: Any,
    ledger: str,
    payouts: str,
    query: str,
    kinds: list[str],
) -> None:
    client = client_of(staff)
    payout = client.post(payouts).json()["id"]
    make_adjustment(veras_shop)
    make_payout(make_vendor())

    answer = client_of(mina).get(ledger + query.format(payout=payout))

    assert [row["kind"] for row in answer.json()["results"]] == kinds


def test_days_are_those_of_the_store_and_both_count(
    client_of: Any, vera: Any, veras_shop: Any, ledger: str, settings: Any
) -> None:
    settings.TIME_ZONE = "Africa/Algiers"  # an hour before UTC
    with timezone.override("Africa/Algiers"):
        for text in (
            "2026-03-01T22:59:59+00:00",
            "2026-03-01T23:00:00+00:00",
            "2026-03-02T22:59:59+00:00",
            "2026-03-02T23:00:00+00:00",
        ):
            entry = make_adjustment(veras_shop)
            move_back(entry, timezone.datetime.fromisoformat(text))

        found = client_of(vera).get(f"{ledger}?from=2026-03-02&to=2026-03-02").json()

    assert [row["at"] for row in found["results"]] == [
        "2026-03-02T23:59:59+01:00",
        "2026-03-02T00:00:00+01:00",
    ]


@pytest.mark.parametrize(
    "query",
    [
        "kind=bribe",
        "from=yesterday",
        "to=2026-02-30",
        "payout=x",
        "payout=1e400",
        "payout=0",
    ],
)
def test_filters_that_mean_nothing_are_refused(
    client_of: Any, vera: Any, ledger: str, query: str
) -> None:
    answer = client_of(vera).get(f"{ledger}?{query}")

    assert answer.status_code == 400
    assert set(answer.json()) == {query.partition("=")[0], "code"}


def test_the_filtered_ledger_as_a_file(
    client_of: Any, vera: Any, sold: Any, veras_shop: Any, ledger: str, staff: Any
) -> None:
    note = '=HYPERLINK("http://evil.example")'
    client_of(staff).post(ledger, {"amount": "-1.5", "note": note})

    answer = client_of(vera).get(f"{ledger}?format=csv")
    adjusted, commission, sale = read_csv(answer)

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="veras-ledger.csv"'
    assert adjusted["note"] == f"'{note}"
    assert adjusted["amount"] == "-1.50"
    assert (commission["rate"], commission["amount"]) == ("0.2000", "-6.00")
    assert sale["order_id"] == str(sold.pk)
    [only] = read_csv(client_of(vera).get(f"{ledger}?format=csv&kind=sale"))
    assert only == sale


def test_a_file_has_more_rows_than_are_read_at_a_time(
    client_of: Any, vera: Any, veras_shop: Any, ledger: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr("store.payments.ledger_files.AT_A_TIME", 2)
    for number in range(1, 6):
        make_adjustment(veras_shop, str(number))

    rows = read_csv(client_of(vera).get(f"{ledger}?format=csv"))

    assert [row["amount"] for row in rows] == ["5.00", "4.00", "3.00", "2.00", "1.00"]


@pytest.mark.parametrize("person", ["sam", "otto"])
def test_a_refused_file_is_json(
    client_of: Any, request: Any, ottos_shop: Any, ledger: str, sold: Any, person: str
) -> None:
    answer = client_of(request.getfixturevalue(person)).get(f"{ledger}?format=csv")

    assert answer.status_code == {"sam": 403, "otto": 404}[person]
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["code"] in {"permission_denied", "not_found"}


def test_the_summary(
    client_of: Any, mina: Any, staff: Any, sold: Any, ledger: str, payouts: str
) -> None:
    before = client_of(mina).get(f"{ledger}summary/").json()
    client_of(staff).post(payouts)
    after = client_of(mina).get(f"{ledger}summary/").json()

    assert before["by_kind"]["sale"] == 33.0
    assert before["by_kind"]["payout"] == 0.0
    assert {name: value for name, value in before.items() if name != "by_kind"} == {
        "balance": 27.0,
        "unsettled": 27.0,
        "unpaid": 0.0,
        "cash_held": 0.0,
        "currency": "DZD",
    }
    assert (after["balance"], after["unsettled"], after["unpaid"]) == (0.0, 0.0, 27.0)
    assert after["by_kind"]["payout"] == -27.0


def test_the_summary_of_the_store(
    client_of: Any, staff: Any, sold: Any, veras_shop: Any, ottos_shop: Any
) -> None:
    body = client_of(staff).get("/store/ledger/summary/").json()

    assert body == {
        "count": 2,
        "next": None,
        "previous": None,
        "results": [
            {"vendor_id": ottos_shop.pk, "shop_name": "Otto's", "balance": 0.0},
            {"vendor_id": veras_shop.pk, "shop_name": "Vera's", "balance": 27.0},
        ],
        "store": 17.0,
        "total": 44.0,
        "currency": "DZD",
    }


def test_an_adjustment_moves_money_between_the_vendor_and_the_store(
    client_of: Any, staff: Any, veras_shop: Any, ledger: str
) -> None:
    answer = client_of(staff).post(ledger, {"amount": "-1.50", "note": "Photographs"})

    assert answer.status_code == 201
    assert (answer.json()["amount"], answer.json()["note"]) == (-1.5, "Photographs")
    rows = LedgerEntry.objects.order_by("pk")
    assert [(row.vendor, row.amount, row.by) for row in rows] == [
        (veras_shop, Decimal("-1.50"), staff),
        (None, Decimal("1.50"), staff),
    ]
    assert LedgerEntry.objects.balance() == 0


@pytest.mark.parametrize(
    "body",
    [
        {"amount": "1"},
        {"amount": "1", "note": " "},
        {"amount": "0.00", "note": "x"},
        {"amount": "0.001", "note": "x"},
        {"amount": "1e400", "note": "x"},
        {"amount": "NaN", "note": "x"},
        {"amount": 10**9, "note": "x"},
        {"amount": [1], "note": "x"},
        {"amount": "1", "note": "a\x00b"},
        {"amount": "1", "note": "x" * 256},
        [],
    ],
)
def test_adjustments_that_are_refused(
    client_of: Any, staff: Any, ledger: str, body: Any
) -> None:
    before = everything()

    assert client_of(staff).post(ledger, body, format="json").status_code == 400
    assert everything() == before


def test_a_row_outlives_whoever_wrote_it(
    client_of: Any, staff: Any, ledger: str
) -> None:
    client_of(staff).post(ledger, {"amount": "-1.50", "note": "Photographs"})

    staff.delete()

    assert (
        list(LedgerEntry.objects.values_list("by", "note"))
        == [
            (None, "Photographs"),
        ]
        * 2
    )
