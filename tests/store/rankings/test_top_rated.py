"""`/store/products/top-rated/`: by the Bayesian average."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from store.models import ProductRank, ProductRating, RankingState
from store.rankings import services
from store.rankings.services import rank_all, rank_products, refresh
from store.signals import product_rated
from tests.builders import make_product
from tests.store.rankings.making import places, rate, read, shown

pytestmark = pytest.mark.django_db


def test_one_vote_of_five_stars_is_not_the_top() -> None:
    """m = (5 + 96 + 57) / 40 = 3.95; (39.5 + 5) / 11, (39.5 + 96) / 30, (39.5 + 57) / 29."""
    single, loved, common = (make_product() for _ in range(3))
    unrated = make_product()
    rate(single, "5.00", 1)
    rate(loved, "4.80", 20)
    rate(common, "3.00", 19)
    rank_all()

    assert places("top-rated", "rating_score") == [
        (loved.pk, 4.5167),
        (single.pk, 4.0455),
        (common.pk, 3.3276),
    ]
    first = read("top-rated")["results"][0]
    assert (first["average_rating"], first["rating_count"]) == (4.8, 20)
    assert unrated.pk not in shown("top-rated")


def test_of_two_with_the_same_score_the_newer_product_is_first() -> None:
    first, second = make_product(), make_product()
    rate(first, "4.00", 3)
    rate(second, "4.00", 3)
    rank_all()

    assert shown("top-rated") == [second.pk, first.pk]


def test_a_rating_counts_as_soon_as_the_reviews_say_so(
    django_capture_on_commit_callbacks: Any,
) -> None:
    product, other = make_product(), make_product()
    rate(other, "4.00", 10)
    rank_all()

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        rate(product, "5.00", 1)
        product_rated.send(sender=ProductRating, product_id=product.pk)

    # With the mean of the last run, 4: all products are ranked by the same one.
    assert places("top-rated", "rating_score") == [(product.pk, 4.0909), (other.pk, 4)]


def test_a_rating_that_nobody_told_of_is_found() -> None:
    product, other = make_product(), make_product()
    rate(other, "4.00", 10_000)
    rank_all()
    rate(product, "5.00", 1)

    assert refresh() == 1
    assert shown("top-rated") == [product.pk, other.pk]
    rate(product, "5.00", 2)
    assert refresh() == 1
    assert places("top-rated", "rating_score")[0] == (product.pk, 4.1667)
    assert refresh() == 0


@pytest.mark.parametrize("count", [None, 0])
def test_a_product_whose_ratings_are_gone_leaves_at_once(count: int | None) -> None:
    product, other = make_product(), make_product()
    for one in (product, other):
        rate(one, "4.00", 1000)
    rank_all()
    ratings = ProductRating.objects.filter(product=product)
    if count is None:
        ratings.delete()
    else:
        ratings.update(count=count, average=None)

    assert shown("top-rated") == [other.pk]
    assert refresh() == 1
    assert list(ProductRank.objects.values_list("product", flat=True)) == [other.pk]


def test_all_are_ranked_anew_when_the_mean_moves() -> None:
    first, second = make_product(), make_product()
    rate(first, "4.00", 10)
    rate(second, "4.00", 10)
    rank_all()
    rate(second, "3.00", 10)

    assert refresh() == 2
    assert RankingState.objects.get().mean_rating == Decimal("3.5")
    assert places("top-rated", "rating_score") == [
        (first.pk, 3.75),
        (second.pk, 3.25),
    ]


def test_the_first_rating_of_a_store_needs_no_mean_of_a_run_before() -> None:
    product = make_product()
    rate(product, "4.50", 1)

    rank_products(product_ids=[product.pk])

    assert places("top-rated", "rating_score") == [(product.pk, 4.5)]


def test_a_step_of_less_than_a_hundredth_moves_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    product, other = make_product(), make_product()
    rate(product, "4.00", 100)
    rate(other, "4.00", 5000)
    rank_all()
    monkeypatch.setattr(services, "rank_all", lambda: pytest.fail("everything"))
    rate(product, "4.40", 100)

    assert refresh() == 1
