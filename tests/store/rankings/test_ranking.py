"""How the ranks are kept: again, late, broken off, by nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from store.models import Product, ProductRank, ProductViewDay, RankingState
from store.rankings import services
from store.rankings.services import rank_all, rank_products, refresh
from tests.builders import make_customer, make_product, make_user
from tests.store.insights.seeing import look, write_down
from tests.store.rankings.making import rate, sell, view

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def ranks() -> list[tuple[Any, ...]]:
    return list(ProductRank.objects.order_by("pk").values_list())


def make_some() -> list[Product]:
    products = [make_product() for _ in range(3)]
    sell(products[0], 2)
    rate(products[1], "4.50", 2)
    view(products[2], 5)
    return products


def test_ranking_twice_is_ranking_once() -> None:
    make_some()
    rank_all()
    once = ranks()

    rank_all()
    rank_products(product_ids=[row[0] for row in once] * 2)

    assert ranks() == once
    assert len(once) == 3


def test_what_did_not_change_is_not_written() -> None:
    products = make_some()
    rank_all()
    view(products[0])

    with CaptureQueriesContext(connection) as captured:
        rank_products(product_ids=[product.pk for product in products])

    written = [q["sql"] for q in captured if "INSERT" in q["sql"]]
    assert len(written) == 1
    assert written[0].count("), (") == 0


def test_one_transaction_looks_at_so_many_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    products = make_some()
    expected = [product.pk for product in products]
    monkeypatch.setattr(services, "CHUNK", 2)

    assert rank_all() == 3
    assert [row[0] for row in ranks()] == expected


def test_a_product_in_no_list_any_more_has_no_rank() -> None:
    product = make_product()
    with time_machine.travel(NOON, tick=False):
        view(product)
        rank_all()
        assert len(ranks()) == 1
    with time_machine.travel(NOON + timedelta(days=30), tick=False):
        refresh()

    assert ranks() == []


def test_the_rank_of_a_product_that_is_gone_goes() -> None:
    make_some()
    rank_all()
    kept = ranks()
    ProductRank.objects.create(product_id=999_999, sold_7=1)

    rank_all()

    assert ranks() == kept


def test_the_first_run_of_a_day_ranks_everything_and_later_ones_what_happened() -> None:
    with time_machine.travel(NOON - timedelta(days=9), tick=False):
        quiet = make_product()
        view(quiet)
    with time_machine.travel(NOON, tick=False):
        busy = make_product()
        view(busy)
        assert refresh() == 2
        assert refresh() == 1
        ProductRank.objects.filter(product=quiet).update(sold_7=99)
        assert refresh() == 1
        assert ProductRank.objects.get(product=quiet).sold_7 == 99
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert refresh() == 2
        assert ProductRank.objects.get(product=quiet).sold_7 == 0


def test_a_run_that_was_killed_is_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    products = make_some()

    def killed(keys: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(services, "rank_some", killed)
        with pytest.raises(KeyboardInterrupt):
            rank_all()
    assert RankingState.objects.get().ranked_on is None

    assert refresh() == len(products)
    assert RankingState.objects.get().ranked_on == timezone.localdate()


def test_a_run_that_was_overtaken_does_not_say_that_all_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_some()
    real = services.rank_some

    def overtaken(keys: Any) -> None:
        real(keys)
        later = timezone.now() + timedelta(seconds=1)
        services.begin(started_at=later, mean_rating=None, ranked_on=None)

    monkeypatch.setattr(services, "rank_some", overtaken)
    rank_all()

    assert RankingState.objects.get().ranked_on is None


def test_the_command_ranks_everything() -> None:
    make_some()
    out = StringIO()

    call_command("rank_products", stdout=out)

    assert out.getvalue() == "Ranked 3 products.\n"
    assert len(ranks()) == 3


def test_nothing_of_a_person_is_left_in_what_is_counted() -> None:
    user, product = make_user(), make_product()
    look(user, product)
    write_down()
    make_customer()
    user.delete()

    [row] = ProductViewDay.objects.values()
    assert row.keys() == {"id", "product_id", "day", "readers"}
    assert row["readers"] == 1
