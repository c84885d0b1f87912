"""The status machine, and what lines make of a whole."""

from __future__ import annotations

from itertools import permutations

import pytest

from store.orders.choices import OrderStatus
from store.orders.status import STEPS, derive_status, legal_steps, next_status

P, K, S, D, R, C = (str(status) for status in OrderStatus)


def test_the_machine_has_exactly_these_steps() -> None:
    assert {str(one): [str(to) for to in steps] for one, steps in STEPS.items()} == {
        "order_placed": ["packed", "cancelled"],
        "packed": ["shipped", "cancelled"],
        "shipped": ["delivered"],
        "delivered": ["returned"],
        "returned": [],
        "cancelled": [],
    }


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ([], P),
        *[([status] * 2, status) for status in (P, K, S, D, R, C)],
        # On the way as soon as anything is, and until all has arrived.
        ([P, S], S),
        ([K, S], S),
        ([P, D], S),
        ([K, D], S),
        ([S, D], S),
        ([P, K, S, D, R, C], S),
        # Packed when all is.
        ([P, K], P),
        # Cancelled and returned lines hold nothing back.
        ([C, P], P),
        ([C, K], K),
        ([C, S], S),
        ([C, D], D),
        ([R, P], P),
        ([R, K], K),
        ([R, S], S),
        ([R, D], D),
        ([C, R, D], D),
        # With nothing else left, what came back counts more than what never left.
        ([C, R], R),
    ],
)
def test_the_status_of_a_whole(lines: list[str], whole: str) -> None:
    for shuffled in set(permutations(lines)):
        assert derive_status(shuffled) == whole


@pytest.mark.parametrize(
    ("lines", "legal"),
    [
        ([], []),
        ([P], [K, C]),
        ([P, P], [K, C]),
        ([P, K], [C]),
        ([K, S], []),
        ([S], [D]),
        ([C, P], []),
    ],
)
def test_legal_is_what_all_lines_may_have_next(
    lines: list[str], legal: list[str]
) -> None:
    assert legal_steps(lines) == legal


@pytest.mark.parametrize(
    ("lines", "following"),
    [
        ([P, P], K),
        ([P, K], K),
        ([K, S], S),
        ([S, D], D),
        ([C, R, S], D),
        ([D, R, C], None),
        ([], None),
    ],
)
def test_the_line_furthest_behind_says_where_the_whole_goes_next(
    lines: list[str], following: str | None
) -> None:
    assert next_status(lines) == following
