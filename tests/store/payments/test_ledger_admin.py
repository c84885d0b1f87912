"""Ledger and payouts in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission

from store.models import LedgerEntry, Payout
from tests.admin_pages import queries_of
from tests.architecture.world import everything
from tests.builders import make_adjustment, make_payout, make_vendor

pytestmark = pytest.mark.django_db
LEDGER, PAYOUTS = "/admin/store/ledgerentry/", "/admin/store/payout/"


def may_enter(user: Any) -> Any:
    user.is_staff = True
    user.save()
    user.user_permissions.set(Permission.objects.all())
    return user


def test_the_ledger_shows_rows_and_the_sums_of_what_the_filters_leave(
    admin_client: Any, veras_shop: Any
) -> None:
    make_payout(veras_shop, "1234.50", "-34.50")
    make_adjustment(veras_shop, "77.00")

    whole = admin_client.get(LEDGER)
    left = admin_client.get(f"{LEDGER}?settled=no&vendor__id__exact={veras_shop.pk}")

    assert whole.context_data["total"] == -1200
    assert dict(left.context_data["sums"]) == {"Adjustment": 77}
    text = whole.content.decode()
    for shown in ("1,234.50", "-34.50", "The store", "Vera&#x27;s"):
        assert shown in text
    settled = admin_client.get(f"{LEDGER}?settled=yes").context_data["sums"]
    assert dict(settled) == {"Adjustment": 1200, "Payout": -1200}


@pytest.mark.parametrize("address", [LEDGER, PAYOUTS])
def test_lists_cost_the_same_for_two_rows_and_for_twenty(
    admin_client: Any, address: str
) -> None:
    for _ in range(2):
        make_payout(make_vendor())
    few = queries_of(admin_client, address)
    for _ in range(18):
        make_payout(make_vendor())

    assert queries_of(admin_client, address) == few


def test_nothing_is_written_on_a_page(admin_client: Any, veras_shop: Any) -> None:
    payout = make_payout(veras_shop)
    before = everything()

    for address, pk in ((LEDGER, payout.entry.pk), (PAYOUTS, payout.pk)):
        assert admin_client.get(f"{address}{pk}/change/").status_code == 200
        for verb in ("change", "delete"):
            answer = admin_client.post(f"{address}{pk}/{verb}/", {"amount": 1})
            assert answer.status_code == 403
    assert everything() == before


def test_vendors_are_settled_from_their_list(
    admin_client: Any, veras_shop: Any, ottos_shop: Any
) -> None:
    make_adjustment(veras_shop, "1250.00")
    chosen = {"_selected_action": [veras_shop.pk, ottos_shop.pk], "action": "settle"}

    answer = admin_client.post("/admin/store/vendor/", chosen, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "Settled: Vera's 1,250.00 DZD.",
        "Nothing to settle: Otto's.",
    ]
    payout = Payout.objects.get()
    assert (payout.vendor, payout.by.username) == (veras_shop, "admin")


def test_a_payout_is_recorded_as_paid_with_a_reference(
    admin_client: Any, veras_shop: Any
) -> None:
    payout = make_payout(veras_shop)
    chosen = {"_selected_action": [payout.pk], "action": "record_paid"}

    asked = admin_client.post(PAYOUTS, chosen)
    empty = admin_client.post(PAYOUTS, {**chosen, "said": "yes", "reference": ""})
    done = {**chosen, "said": "yes", "reference": "CCP 4711"}
    admin_client.post(PAYOUTS, done)
    again = admin_client.post(PAYOUTS, {**done, "reference": "9"}, follow=True)

    assert asked.status_code == empty.status_code == 200
    assert b"This field is required" in empty.content
    payout.refresh_from_db()
    assert payout.reference == "CCP 4711"
    assert payout.paid_at is not None
    assert "recorded as paid already" in again.content.decode()


def test_a_payout_shows_its_rows_and_leads_to_its_files(
    admin_client: Any, veras_shop: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("store.payments.ledger_admin.SHOWN_ROWS", 2)
    payout = make_payout(veras_shop, "1", "20", "300")

    text = admin_client.get(f"{PAYOUTS}{payout.pk}/change/").content.decode()

    assert "The newest 2 of 3 rows" in text
    base = f"/store/vendors/{veras_shop.pk}/payouts/{payout.pk}"
    for address in (f"{base}/statement/", f"{base}/rows/?format=csv"):
        assert f'href="{address}"' in text
        assert admin_client.get(address).status_code == 200


@pytest.mark.parametrize(("person", "rows"), [("vera", 3), ("mina", 3), ("sam", None)])
def test_those_who_run_a_shop_read_their_own_rows(
    client: Any, request: Any, veras_shop: Any, ottos_shop: Any, person: str, rows: Any
) -> None:
    user = may_enter(request.getfixturevalue(person))
    payout = make_payout(veras_shop, "1", "2")
    foreign = make_payout(ottos_shop, "4444")
    client.force_login(user)

    ledger, payouts = client.get(LEDGER), client.get(PAYOUTS)

    if rows is None:
        assert ledger.status_code == payouts.status_code == 403
        return
    assert ledger.context_data["cl"].queryset.count() == rows
    assert ledger.context_data["total"] == 0
    assert [row.pk for row in payouts.context_data["cl"].queryset] == [payout.pk]
    assert "4,444" not in (ledger.content + payouts.content).decode()
    assert client.get(f"{PAYOUTS}{payout.pk}/change/").status_code == 200
    assert client.get(f"{PAYOUTS}{foreign.pk}/change/").status_code == 302
    paid = {"_selected_action": [payout.pk], "action": "record_paid", "said": "yes"}
    client.post(PAYOUTS, {**paid, "reference": "mine"})
    client.post(
        "/admin/store/vendor/",
        {"_selected_action": [veras_shop.pk], "action": "settle"},
    )
    assert not Payout.objects.exclude(paid_at=None).exists()
    assert LedgerEntry.objects.filter(kind="payout").count() == 2
