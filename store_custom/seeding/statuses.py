"""How far the lines of seeded orders got, and when: as if they had been moved one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from django.utils import timezone

from store.models import Order, OrderItem, StatusChange, VendorMember, VendorOrder
from store.orders.choices import OrderStatus
from store.orders.status import CANCELLED, FORWARD, PLACED, RETURNED, derive_status
from store.vendors.choices import Role
from store_custom.seeding.people import accounts
from store_custom.seeding.plan import SEED
from store_custom.seeding.rows import CHUNK, chunks, insert

HOURS = {
    OrderStatus.PACKED: (3, 40),
    OrderStatus.SHIPPED: (6, 48),
    OrderStatus.DELIVERED: (24, 96),
    OrderStatus.RETURNED: (48, 240),
    OrderStatus.CANCELLED: (1, 20),
}
RETURNED_ONE_IN = 30
CANCELLED_ONE_IN = 25


class Step(NamedTuple):
    to: OrderStatus
    at: datetime


def part_way(dice: Random, order: Order) -> list[Step]:
    """What has become of a vendor's part by now: the parcel, or that it was cancelled."""
    unpaid = order.payment_status == Order.PAYMENT_STATUS_FAILED
    if unpaid or dice.randrange(CANCELLED_ONE_IN) == 0:
        return in_the_past(dice, order.placed_at, [CANCELLED])
    return in_the_past(dice, order.placed_at, FORWARD.values())


def line_way(dice: Random, way: list[Step]) -> list[Step]:
    """That of its part; a line in thirty comes back."""
    arrived = way and way[-1].to == OrderStatus.DELIVERED
    if arrived and dice.randrange(RETURNED_ONE_IN) == 0:
        return [*way, *in_the_past(dice, way[-1].at, [RETURNED])]
    return way


def in_the_past(
    dice: Random, start: datetime, steps: Iterable[OrderStatus]
) -> list[Step]:
    """The steps with a time each, up to the first that is still to come."""
    way, at, now = [], start, timezone.now()
    for to in steps:
        low, high = HOURS[to]
        at += timedelta(hours=low + dice.random() * (high - low))
        if at > now:
            break
        way.append(Step(to, at))
    return way


def move_lines(orders: Iterable[Order]) -> None:
    """Give new orders, their parts and lines the statuses and the history of a real shop."""
    dice, packers = Random(SEED), packers_of_vendors()
    for chunk in chunks(orders, 100):
        by_id = {order.pk: order for order in chunk}
        items = OrderItem.objects.filter(order__in=by_id).select_related(
            "order__customer"
        )
        part_ways: dict[int | None, list[Step]] = {}
        moved, changes = [], []
        for item in items.order_by("pk"):
            order = by_id[item.order_id]
            if item.vendor_order_id not in part_ways:
                part_ways[item.vendor_order_id] = part_way(dice, order)
            way = line_way(dice, part_ways[item.vendor_order_id])
            changes += history(item, way, packers)
            item.status = way[-1].to if way else PLACED
            moved.append(item)
        OrderItem.objects.bulk_update(moved, ["status"], batch_size=CHUNK)
        insert(StatusChange, changes)
        write_wholes(by_id, moved)


def history(
    item: OrderItem, way: list[Step], packers: dict[int | None, int | None]
) -> list[StatusChange]:
    """A customer cancels, the vendor's people do the rest."""
    before = [PLACED, *(step.to for step in way)]
    buyer, packer = item.order.customer.user_id, packers.get(item.vendor_id)
    return [
        StatusChange(
            item=item,
            from_status=start,
            to_status=step.to,
            by_id=buyer if step.to == CANCELLED else packer,
            at=step.at,
        )
        for start, step in zip(before, way, strict=False)
    ]


def packers_of_vendors() -> dict[int | None, int | None]:
    """Who packs: of a vendor its staff, else whoever works there; of the store its own."""
    own = accounts().get("staff")
    packers: dict[int | None, int | None] = {None: own.pk if own else None}
    members = VendorMember.objects.order_by("pk").values_list("vendor", "user", "role")
    for vendor, user, role in members:
        if role == Role.STAFF or vendor not in packers:
            packers[vendor] = user
    return packers


def write_wholes(orders: dict[int, Order], items: list[OrderItem]) -> None:
    """The statuses of the orders and of their parts."""
    by_order: dict[int, list[str]] = defaultdict(list)
    by_part: dict[int | None, list[str]] = defaultdict(list)
    for item in items:
        by_order[item.order_id].append(item.status)
        by_part[item.vendor_order_id].append(item.status)
    for order in orders.values():
        order.status = derive_status(by_order[order.pk])
    Order.objects.bulk_update(orders.values(), ["status"], batch_size=CHUNK)
    parts = list(VendorOrder.objects.filter(order__in=orders))
    for part in parts:
        part.status = derive_status(by_part[part.pk])
    VendorOrder.objects.bulk_update(parts, ["status"], batch_size=CHUNK)
