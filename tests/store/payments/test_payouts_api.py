"""Payouts over HTTP."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from store.models import LedgerEntry, Payout, PayoutLine
from tests.builders import (
    make_adjustment,
    make_payout,
    make_vendor,
)
from tests.store.payments.ledger_world import move_back, read_csv

pytestmark = pytest.mark.django_db


def test_a_payout_settles_every_row_once(
    client_of: Any, staff: Any, vera: Any, sold: Any, veras_shop: Any, payouts: str
) -> None:
    make_adjustment(make_vendor())
    client = client_of(staff)

    answer = client.post(payouts, {"note": "November"})

    assert answer.status_code == 201
    body = answer.json()
    assert (body["amount"], body["rows"], body["note"]) == (27.0, 2, "November")
    assert (body["by_kind"]["sale"], body["by_kind"]["commission"]) == (33.0, -6.0)
    assert body["paid_at"] is None
    payout = Payout.objects.get()
    assert payout.by == staff
    assert payout.entry.amount == Decimal("-27.00")
    assert LedgerEntry.objects.filter(vendor=veras_shop).balance() == 0
    again = client.post(payouts)
    assert (again.status_code, again.json()["code"]) == (409, "nothing_to_settle")
    assert Payout.objects.count() == 1
    assert client_of(vera).get(payouts).json()["results"] == [
        {name: body[name] for name in body if name not in {"rows", "by_kind"}}
    ]
    detail = client_of(vera).get(f"{payouts}{payout.pk}/").json()
    assert detail == body


def test_a_vendor_that_owes_has_a_payout_below_zero(
    client_of: Any, staff: Any, veras_shop: Any, payouts: str
) -> None:
    make_adjustment(veras_shop, "-8.00")

    assert client_of(staff).post(payouts).json()["amount"] == -8.0
    assert Payout.objects.get().entry.amount == Decimal("8.00")


def test_until_a_day_counts_to_its_end_and_a_moment_not(
    client_of: Any, staff: Any, veras_shop: Any, payouts: str
) -> None:
    for text, amount in (
        ("01T23:59:59", "1"),
        ("02T00:00:00", "10"),
        ("03T12:00:00", "100"),
    ):
        entry = make_adjustment(veras_shop, amount)
        move_back(entry, timezone.datetime.fromisoformat(f"2026-03-{text}+00:00"))
    client = client_of(staff)

    def settle(until: str) -> Any:
        answer = client.post(payouts, {"until": until})
        return answer.json().get("amount", answer.json().get("code"))

    assert settle("0001-01-01") == "nothing_to_settle"
    assert settle("2026-03-01") == 1.0
    assert settle("2026-03-02T00:00:00Z") == "nothing_to_settle"
    assert settle("2026-03-02T00:00:01Z") == 10.0
    # What is committed late with an earlier time comes with the next one.
    move_back(make_adjustment(veras_shop, "1000"), timezone.now() - timedelta(days=900))
    assert settle("9999-12-31") == 1100.0
    assert Payout.objects.latest("pk").until <= timezone.now()


@pytest.mark.parametrize(
    "until", ["soon", "2026-02-30", 7, [], {}, "\x00", "1e400", True, "99999-01-01"]
)
def test_until_something_that_is_no_time_is_refused(
    client_of: Any, staff: Any, sold: Any, payouts: str, until: Any
) -> None:
    answer = client_of(staff).post(payouts, {"until": until}, format="json")

    assert answer.status_code == 400
    assert not PayoutLine.objects.exists()


def test_a_payout_is_paid_once(
    client_of: Any, staff: Any, veras_shop: Any, payouts: str
) -> None:
    payout, client = make_payout(veras_shop), client_of(staff)
    url = f"{payouts}{payout.pk}/pay/"

    assert client.post(url, {}).status_code == 400
    first, second = (client.post(url, {"reference": text}) for text in ("CCP 7", "8"))

    assert first.status_code == 200
    assert first.json()["reference"] == "CCP 7"
    assert first.json()["paid_at"] is not None
    assert (second.status_code, second.json()["code"]) == (409, "payout_paid")
    payout.refresh_from_db()
    assert payout.reference == "CCP 7"


def test_the_rows_of_a_payout_as_pages_and_as_a_file(
    client_of: Any, vera: Any, veras_shop: Any, payouts: str
) -> None:
    payout = make_payout(veras_shop, "1", "2", "3")
    make_adjustment(veras_shop, "9")
    url = f"{payouts}{payout.pk}/rows/"

    page = client_of(vera).get(f"{url}?page_size=2").json()
    answer = client_of(vera).get(f"{url}?format=csv")

    assert page["count"] == 3
    assert [row["amount"] for row in page["results"]] == [3.0, 2.0]
    assert {row["payout_id"] for row in page["results"]} == {payout.pk}
    assert answer["Content-Disposition"] == (
        f'attachment; filename="veras-payout-{payout.pk}.csv"'
    )
    assert [row["amount"] for row in read_csv(answer)] == ["3.00", "2.00", "1.00"]


@pytest.mark.parametrize("rest", ["", "rows/", "statement/", "rows/?format=csv"])
def test_a_payout_of_another_vendor_is_not_found(
    client_of: Any, vera: Any, veras_shop: Any, payouts: str, rest: str
) -> None:
    other = make_payout(make_vendor())

    answer = client_of(vera).get(f"{payouts}{other.pk}/{rest}")

    assert answer.status_code == 404
    assert client_of(vera).get(f"{payouts}abc/{rest}").status_code == 404


def test_the_statement_is_a_page_without_scripts(
    client_of: Any, vera: Any, sold: Any, staff: Any, veras_shop: Any, payouts: str
) -> None:
    veras_shop.address = "<script>alert(1)</script>"
    veras_shop.save()
    pk = client_of(staff).post(payouts, {"note": "November"}).json()["id"]
    make_adjustment(veras_shop, "1234.50")
    client_of(staff).post(f"{payouts}{pk}/pay/", {"reference": "CCP & 7"})

    answer = client_of(vera).get(f"{payouts}{pk}/statement/")
    html = answer.content.decode()

    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    for word in ("<script", " style=", "onclick", "http://", "https://"):
        assert word not in html
    assert "&lt;script&gt;alert(1)" in html
    for text in ("Vera&#x27;s", "33.00", "-6.00", "27.00", "CCP &amp; 7", "3 × =Mango"):
        assert text in html
    assert "November" in html


def test_a_statement_of_very_many_rows_shows_the_first(
    client_of: Any, vera: Any, veras_shop: Any, payouts: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr("store.payments.statements.MOST_ROWS", 2)
    payout = make_payout(veras_shop, "1", "20", "300")

    html = client_of(vera).get(f"{payouts}{payout.pk}/statement/").content.decode()

    assert "The first 2 of 3 rows" in html
    assert "321.00" in html
    assert "300.00" not in html


def test_what_is_left_is_carried_to_the_next_statement(
    client_of: Any, vera: Any, veras_shop: Any, payouts: str
) -> None:
    entry = make_adjustment(veras_shop, "77.70")
    move_back(entry, timezone.now() + timedelta(hours=1))
    payout = make_payout(veras_shop, "5.00")

    html = client_of(vera).get(f"{payouts}{payout.pk}/statement/").content.decode()

    assert payout.amount == Decimal("5.00")
    assert "77.70</td></tr>\n  </tbody>" in html
