"""The demo accounts are shown something, as soon as there are pairs."""

from __future__ import annotations

import pytest

from store.models import BoughtTogether, ProductView
from store.recommendations.services import recommend_for
from store_custom.seeding import pairs
from tests.builders import make_customer, make_product
from tests.store.recommendations.pairing import buy_together

pytestmark = pytest.mark.django_db


def test_the_demo_accounts_look_at_what_goes_with_something_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    customers = {name: make_customer(name) for name in pairs.VIEWERS}
    monkeypatch.setattr(pairs, "buyers", lambda: customers)
    one, two = make_product("Dates"), make_product("Nuts")
    buy_together(one, two)

    assert pairs.seed_pairs()[1:] == (2, 2)
    assert pairs.seed_views()[1:] == (4, 4)
    assert pairs.seed_pairs()[1:] == (2, 0)
    assert pairs.seed_views()[1:] == (4, 0)

    assert (BoughtTogether.objects.count(), ProductView.objects.count()) == (2, 4)
    shown = recommend_for(user=customers["alice"].user, limit=2)
    assert {pick.reason.about for pick in shown} == {"Dates", "Nuts"}
