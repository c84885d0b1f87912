"""The formulas, with numbers worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from store.rankings.scores import (
    LEAST_TREND,
    bayesian_average,
    heat_of,
    least_heat,
    sold_within,
    trend_of,
)

TODAY = date(2026, 11, 21)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("average", "count", "expected"),
    [
        ("5.00", 1, "4.0909"),  # (10·4 + 5) / 11
        ("4.50", 20, "4.3333"),  # (10·4 + 90) / 30
        ("4.80", 25, "4.5714"),  # (10·4 + 120) / 35
        ("0.50", 1, "3.6818"),  # (10·4 + 0.5) / 11
        ("4.00", 1000, "4.0000"),
    ],
)
def test_few_ratings_are_drawn_towards_the_mean(
    average: str, count: int, expected: str
) -> None:
    stars = bayesian_average(mean=Decimal(4), average=Decimal(average), count=count)

    assert stars == Decimal(expected)


def test_a_window_ends_today_and_its_last_day_is_in_it() -> None:
    units = {TODAY: 1, days_ago(6): 2, days_ago(7): 4, days_ago(29): 8}
    units |= {days_ago(30): 16, days_ago(89): 32, days_ago(90): 64}
    units |= {TODAY + timedelta(days=1): 128}

    assert sold_within(units, today=TODAY) == {7: 3, 30: 15, 90: 63}


def test_points_count_half_after_three_days() -> None:
    heat = heat_of({TODAY: 4, days_ago(3): 4, days_ago(6): 8})

    assert heat is not None
    assert trend_of(heat, today=TODAY) == 4 + 2 + 2
    assert trend_of(heat, today=TODAY + timedelta(days=3)) == 4
    assert trend_of(heat, today=TODAY + timedelta(days=6)) == 2


def test_the_same_trend_added_up_in_another_way_is_equal() -> None:
    assert heat_of({TODAY: 1}) == heat_of({days_ago(3): 2}) == heat_of({days_ago(6): 4})
    assert heat_of({TODAY: 2}) == heat_of({TODAY: 1, days_ago(3): 2})


def test_who_is_ahead_stays_ahead_until_something_happens() -> None:
    first, second = heat_of({days_ago(1): 3}), heat_of({days_ago(4): 5})

    assert first is not None
    assert second is not None
    for later in (0, 1, 10, 1000):
        then = TODAY + timedelta(days=later)
        assert trend_of(first, today=then) >= trend_of(second, today=then)


def test_nothing_is_no_trend() -> None:
    assert heat_of({}) is None
    assert heat_of({TODAY: 0}) is None


def test_a_trend_ends_at_a_tenth_of_a_point() -> None:
    heat = heat_of({TODAY: 1})

    assert heat is not None
    assert heat > least_heat(TODAY + timedelta(days=9))
    assert heat < least_heat(TODAY + timedelta(days=10))
    assert trend_of(least_heat(TODAY), today=TODAY) == LEAST_TREND


def test_a_trend_of_any_year_is_a_number() -> None:
    for day in (date(2000, 1, 1), date(2999, 12, 31)):
        heat = heat_of({day: 10})
        assert heat is not None
        assert trend_of(heat, today=day) == 10
