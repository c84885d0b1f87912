"""The status machine of a line, and what its lines make of a part and of an order."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from store.orders.choices import REFUSED, OrderStatus

PLACED, PACKED, SHIPPED, DELIVERED, RETURNED, CANCELLED = OrderStatus

STEPS: dict[str, tuple[OrderStatus, ...]] = {
    PLACED: (PACKED, CANCELLED),
    PACKED: (SHIPPED, CANCELLED),
    SHIPPED: (DELIVERED,),
    DELIVERED: (RETURNED,),
    RETURNED: (),
    CANCELLED: (),
}
"""From a status to those that a line may have next."""

STEPS_AT_THE_DOOR = {**STEPS, SHIPPED: (DELIVERED, RETURNED)}
"""The same when the buyer does not take what was brought."""

FORWARD: dict[str, OrderStatus] = {
    PLACED: PACKED,
    PACKED: SHIPPED,
    SHIPPED: DELIVERED,
}
"""The way to the buyer, as far as it goes; in its order."""


def legal_steps(statuses: Iterable[str]) -> list[str]:
    """The statuses that lines with these may all have next, in the order of the machine."""
    allowed = [STEPS[status] for status in set(statuses)]
    if not allowed:
        return []
    return [str(to) for to in OrderStatus if all(to in steps for steps in allowed)]


def derive_status(statuses: Collection[str]) -> OrderStatus:
    """The status of what consists of lines with these statuses.

    Cancelled and returned lines hold nothing back: the others decide, and these two count
    only when there is no other. Of the others, the first that holds:

    - all are delivered: delivered;
    - any is shipped or delivered: shipped, part of it is on its way or has arrived;
    - all are packed: packed;
    - else order_placed.

    Without any other: returned if any line was returned, else cancelled. Without any line:
    order_placed.
    """
    found = set(statuses)
    live = found.difference(REFUSED)
    if not found:
        return PLACED
    if not live:
        return RETURNED if RETURNED in found else CANCELLED
    if live == {DELIVERED}:
        return DELIVERED
    if live & {SHIPPED, DELIVERED}:
        return SHIPPED
    return PACKED if live == {PACKED} else PLACED


def next_status(statuses: Iterable[str]) -> OrderStatus | None:
    """Where lines with these statuses go next, if any goes: the last one sets the pace."""
    found = set(statuses)
    return next((to for status, to in FORWARD.items() if status in found), None)
