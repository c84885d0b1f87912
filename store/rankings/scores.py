"""How products are ranked: pure functions over what is counted of them by day.

`docs/rankings.md` has the formulas with examples.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import log2

WINDOWS = (7, 30, 90)
"""Days that best sellers are asked for, today included."""
USUAL_WINDOW = 30
PRIOR_RATINGS = 10
"""A product counts as if so many had given it the average of all ratings before anybody did."""
HALF_LIFE = 3
"""Days after which what happened counts half."""
TREND_DAYS = 30
"""Ten half-lives: what is older counts less than a thousandth."""
VIEWED, MARKED, LIKED, ORDERED = 1, 4, 6, 10
"""Points of a reader who viewed, marked or rated well, and of an order."""
LEAST_LIKED = Decimal("3.5")
"""Stars; a bad rating makes nothing popular."""
LEAST_TREND = 0.1
"""Points; what has less is no trend any more."""
FIRST_DAY = date(2020, 1, 1)
PLACES = Decimal("0.0001")


def bayesian_average(*, mean: Decimal, average: Decimal, count: int) -> Decimal:
    """Stars to four places: `(C·m + n·average) / (C + n)` with C = `PRIOR_RATINGS`.

    A few ratings are drawn towards the mean of all (Evan Miller and IMDb describe it), so
    that a single vote of five stars is not the top.
    """
    total = PRIOR_RATINGS * mean + count * average
    return rounded(total / (PRIOR_RATINGS + count))


def rounded(stars: Decimal) -> Decimal:
    return stars.quantize(PLACES, ROUND_HALF_UP)


def sold_within(units: Mapping[date, int], *, today: date) -> dict[int, int]:
    """Units sold by length of the window, which ends today and includes it."""
    return {
        days: sum(sold for day, sold in units.items() if 0 <= (today - day).days < days)
        for days in WINDOWS
    }


def trend_since(today: date) -> date:
    """The first day that counts for a trend."""
    return today - timedelta(days=TREND_DAYS - 1)


def age_of(day: date) -> float:
    """In half-lives since `FIRST_DAY`."""
    return (day - FIRST_DAY).days / HALF_LIFE


def heat_of(points: Mapping[date, int]) -> float | None:
    """The logarithm (to 2) of all points, each doubled for every half-life it is younger.

    All trends halve at the same pace, so this number is theirs without a "now": the order of
    two products never changes by the clock, and nothing has to be written when time passes.
    None without points.
    """
    some = {day: count for day, count in points.items() if count > 0}
    if not some:
        return None
    newest = max(some)
    weighed = sum(
        some[day] * 2.0 ** (age_of(day) - age_of(newest)) for day in sorted(some)
    )
    # Rounded, so that equal trends that were added up in another order are equal.
    return round(age_of(newest) + log2(weighed), 6)


def trend_of(heat: float, *, today: date) -> float:
    """What is left of the points today."""
    return round(2.0 ** (heat - age_of(today)), 2)


def least_heat(today: date) -> float:
    """Of a product that has `LEAST_TREND` points today."""
    return age_of(today) + log2(LEAST_TREND)
