"""The only writer of statuses: of a line, and of the part and the order it belongs to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from itertools import takewhile
from typing import Any, NamedTuple

from django.db import transaction

from store.catalog.stock import lock_products, return_stock
from store.orders.changes import save_changes
from store.orders.choices import REFUSED, OrderStatus
from store.orders.errors import IllegalStep, NotCancellable, UnknownItems
from store.orders.models import Order, OrderItem, StatusChange, VendorOrder
from store.orders.return_decisions import accept_asked
from store.orders.status import (
    STEPS,
    STEPS_AT_THE_DOOR,
    derive_status,
    legal_steps,
    next_status,
)
from store.pricing.services import give_back
from store.shared.identity import user_id
from store.shared.retrying import retried
from store.signals import items_moved, order_changed

AWAY = (OrderStatus.SHIPPED, OrderStatus.DELIVERED)


class Locked(NamedTuple):
    """An order and all its lines by pk, locked until the transaction ends."""

    order: Order
    lines: list[OrderItem]


@retried
def move_items(
    *, items: Sequence[OrderItem], to: str, by: object, restock: bool = True
) -> None:
    """Give lines of one order another status, all of them or, raising IllegalStep, none.

    What the rows say after the order is locked counts, not what `items` say: of two equal
    moves at once the second is refused. What is cancelled or returned goes back into
    stock, unless it can't be sold again (`restock`).
    """
    if not items:
        raise IllegalStep(legal=[], lines=[])
    [order_id] = {item.order_id for item in items}
    locked = lock_order(pk=order_id)
    chosen = {item.pk for item in items}
    write_moves(locked=locked, chosen=chosen, to=to, by=by, restock=restock)


def lock_order(*, pk: int) -> Locked:
    """Lock an order, then its lines in pk order; products are locked after them.

    Statuses are read and written by whoever holds the order alone. Raises
    Order.DoesNotExist when it was deleted meanwhile.
    """
    order = Order.objects.select_for_update().get(pk=pk)
    lines = OrderItem.objects.select_for_update().filter(order=order).order_by("pk")
    return Locked(order, list(lines))


def write_moves(
    *,
    locked: Locked,
    chosen: Collection[int],
    to: str,
    by: object,
    steps: Mapping[str, Collection[str]] = STEPS,
    restock: bool = True,
) -> None:
    """Move the chosen lines of a locked order, and write what follows from it.

    What is cancelled or returned goes back into stock, unless it can't be sold again; what
    is returned was accepted, if somebody asked to return it.
    """
    moving = [line for line in locked.lines if line.pk in chosen]
    missing = len(moving) < len(chosen)
    refuse_illegal(lines=moving, to=to, missing=missing, steps=steps)
    record_changes(lines=moving, to=to, by=by)
    set_statuses(lines=moving, to=to)
    if to == OrderStatus.RETURNED:
        accept_asked(lines=moving, by=by, restocked=restock)
    if to in REFUSED and restock:
        put_back(lines=moving)
    write_derived(locked=locked)
    item_ids = [line.pk for line in moving]
    order_changed.send(sender=Order, order_id=locked.order.pk, item_ids=item_ids, to=to)
    announcement = partial(
        items_moved.send_robust,
        sender=OrderItem,
        order=locked.order,
        item_ids=item_ids,
        to=to,
        by=None if user_id(by) is None else by,
    )
    transaction.on_commit(announcement)


def refuse_illegal(
    *,
    lines: Sequence[OrderItem],
    to: str,
    missing: bool,
    steps: Mapping[str, Collection[str]],
) -> None:
    """Raises IllegalStep; a line that is gone (`missing`) can't take a step either."""
    wrong = [line for line in lines if to not in steps[line.status]]
    if wrong or missing:
        raise IllegalStep(
            legal=legal_steps(line.status for line in lines),
            lines=name_lines(lines=wrong),
        )


def name_lines(*, lines: Sequence[OrderItem]) -> list[dict[str, Any]]:
    return [
        {"id": line.pk, "title": line.title, "status": str(line.status)}
        for line in lines
    ]


def record_changes(*, lines: Sequence[OrderItem], to: str, by: object) -> None:
    StatusChange.objects.bulk_create(
        StatusChange(
            item=line, from_status=line.status, to_status=to, by_id=user_id(by)
        )
        for line in lines
    )


def set_statuses(*, lines: Sequence[OrderItem], to: str) -> None:
    """Write the lines, each only if it still is what it was when it was read.

    Where row locks do not exist, or a caller forgot them, a second writer finds nothing
    to write: the whole move is undone, with the stock it would put back twice.
    """
    by_status: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        by_status[line.status].append(line.pk)
    written = sum(
        OrderItem.objects.filter(pk__in=pks, status=status).update(status=to)
        for status, pks in by_status.items()
    )
    if written != len(lines):
        raise IllegalStep(legal=[], lines=[])
    for line in lines:
        line.status = to


def put_back(*, lines: Sequence[OrderItem]) -> None:
    quantities: Counter[int] = Counter()
    for line in lines:
        quantities[line.product_id] += line.quantity
    lock_products(list(quantities))
    return_stock(quantities)


def write_derived(*, locked: Locked) -> None:
    """The statuses of a locked order and of its parts, from all its lines.

    An order that is cancelled as a whole gives its coupon back.
    """
    parts: dict[int, list[str]] = defaultdict(list)
    for line in locked.lines:
        if line.vendor_order_id is not None:
            parts[line.vendor_order_id].append(line.status)
    by_status: dict[str, list[int]] = defaultdict(list)
    for pk, statuses in parts.items():
        by_status[derive_status(statuses)].append(pk)
    for status, pks in by_status.items():
        VendorOrder.objects.filter(pk__in=pks).update(status=status)
    locked.order.status = derive_status([line.status for line in locked.lines])
    save_changes(order=locked.order, columns=["status"])
    if locked.order.status == OrderStatus.CANCELLED and locked.order.coupon_code:
        give_back(order_id=locked.order.pk)


@retried
def cancel_lines(
    *, order: Order, item_ids: Collection[int] | None, until: str, by: object
) -> None:
    """Cancel some lines of an order, or (None) all that are not cancelled yet.

    `until` is the first status for which it is too late. Raises NotCancellable, naming
    every line in the way, or UnknownItems, and changes nothing.
    """
    locked = lock_order(pk=order.pk)
    if item_ids is None:
        left = [line for line in locked.lines if line.status != OrderStatus.CANCELLED]
        chosen = left or locked.lines
    else:
        chosen = [line for line in locked.lines if line.pk in item_ids]
        if len(chosen) < len(item_ids):
            raise UnknownItems
    in_time = set(takewhile(lambda status: status != until, OrderStatus))
    too_late = [line for line in chosen if line.status not in in_time]
    if too_late or not chosen:
        raise NotCancellable(name_lines(lines=too_late))
    pks = {line.pk for line in chosen}
    write_moves(locked=locked, chosen=pks, to=OrderStatus.CANCELLED, by=by)


def refuse_delivery(*, locked: Locked, lines: Sequence[OrderItem], by: object) -> None:
    """The buyer does not take these lines: what left the house comes back, the rest stays."""
    away = {line.pk for line in lines if line.status in AWAY}
    kept = {line.pk for line in lines if line.pk not in away}
    for chosen, to in ((away, OrderStatus.RETURNED), (kept, OrderStatus.CANCELLED)):
        if chosen:
            write_moves(
                locked=locked, chosen=chosen, to=to, by=by, steps=STEPS_AT_THE_DOOR
            )


def advance_part(*, part: VendorOrder, by: object) -> None:
    """Move the lines that are furthest behind one step on their way to the buyer.

    Raises IllegalStep when no line has a way to go. Where to is decided by what the caller
    could see, before any lock: of two equal requests at once the second is refused.
    """
    lines = list(part.items.all())
    to = next_status(line.status for line in lines)
    if to is None:
        statuses = [line.status for line in lines]
        raise IllegalStep(legal=legal_steps(statuses), lines=name_lines(lines=lines))
    behind = [line for line in lines if to in STEPS[line.status]]
    move_items(items=behind, to=to, by=by)
