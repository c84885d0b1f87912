"""The rankings of the example shop."""

from __future__ import annotations

from django.db import models

from store.models import Product, ProductRating, ProductViewDay
from store.rankings import lists
from store.rankings.choices import Ranking
from store.rankings.services import popular_ids
from tests.store_custom.test_seed_db import _seeded, _shop, seed

__all__ = ["_seeded", "_shop"]


def readers() -> int:
    return ProductViewDay.objects.aggregate(sum=models.Sum("readers"))["sum"]


def test_every_ranking_has_something_to_show() -> None:
    public = Product.objects.public()

    assert lists.newest(public).count() == 1083
    for days in (7, 30, 90):
        assert lists.best_sellers(public, days=days).count() > 10
    assert lists.trending_or_else(public)[0] == Ranking.TRENDING
    assert lists.trending(public).count() > 50
    rated = ProductRating.objects.filter(count__gt=0, product__in=public)
    assert lists.top_rated(public).count() == rated.count()
    assert len(popular_ids(20)) == 20


def test_a_second_run_counts_no_reader_again() -> None:
    before = readers()
    assert before == 228

    assert "views by readers 228 (0 new)" in seed()

    assert readers() == before
