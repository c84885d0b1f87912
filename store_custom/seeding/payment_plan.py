"""What became of the money for each example order: who paid how, when, and for what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from store.models import Order, OrderItem
from store.orders.choices import REFUSED, OrderStatus, PaymentStatus
from store.payments.choices import AttemptStatus, Holder, PaymentMethod

PLACED = OrderStatus.ORDER_PLACED
ARRIVED = (OrderStatus.DELIVERED, OrderStatus.RETURNED)
LATE_ONE_IN = 3
DAYS_TO_HAND_OVER = 14
# When each line got to each status.
Times = dict[tuple[int, str], datetime]


@dataclass
class Attempt:
    """One payment in words, and the lines that it asks for or has paid."""

    order: Order
    method: PaymentMethod
    status: AttemptStatus
    lines: list[OrderItem]
    part: int | None = None
    held_by: str = ""
    note: str = ""
    steps: list[tuple[AttemptStatus, datetime]] = field(default_factory=list)

    def step(self, to: AttemptStatus, at: datetime) -> None:
        self.steps.append((to, at))
        self.status = to

    def when(self, *statuses: AttemptStatus) -> datetime | None:
        """When it first got to one of these."""
        return next((at for to, at in self.steps if to in statuses), None)


def attempts_of(
    dice: Random, order: Order, lines: list[OrderItem], times: Times
) -> list[Attempt]:
    """By what the plan of orders says: paid, not yet paid, or never."""
    arrived = all(line.status in (*ARRIVED, *REFUSED) for line in lines)
    came = any(line.status in ARRIVED for line in lines)
    is_pending = order.payment_status == PaymentStatus.PENDING
    by_cash = dice.random() < (0.75 if is_pending else 0.5)
    if order.payment_status == PaymentStatus.FAILED:
        return [lost(dice, order, lines)]
    if order.payment_status == PaymentStatus.COMPLETE and not (
        by_cash and arrived and came
    ):
        return [paid_at_once(dice, order, lines)]
    if is_pending and not by_cash:
        return [awaited(dice, order, lines)]
    return [
        cash(dice, order, part, some, times) for part, some in by_part(lines).items()
    ]


def by_part(lines: Iterable[OrderItem]) -> dict[int | None, list[OrderItem]]:
    parts: dict[int | None, list[OrderItem]] = defaultdict(list)
    for line in lines:
        parts[line.vendor_order_id].append(line)
    return parts


def begun(order: Order, method: PaymentMethod, lines: list[OrderItem]) -> Attempt:
    return Attempt(order, method, AttemptStatus.PENDING, lines)


def paid_at_once(dice: Random, order: Order, lines: list[OrderItem]) -> Attempt:
    """Within the hour, before anything of the order moved."""
    method = dice.choice((PaymentMethod.CHARGILY, PaymentMethod.MANUAL))
    attempt = begun(order, method, lines)
    minutes = timedelta(minutes=3 + 50 * dice.random())
    attempt.step(AttemptStatus.PAID, min(order.placed_at + minutes, timezone.now()))
    return attempt


def awaited(dice: Random, order: Order, lines: list[OrderItem]) -> Attempt:
    """A transfer on its way, or a page that was just opened."""
    is_new = timezone.now() - order.placed_at < timedelta(days=1)
    method = PaymentMethod.CHARGILY if is_new else PaymentMethod.MANUAL
    live = [line for line in lines if line.status not in REFUSED]
    attempt = begun(order, method, live or lines)
    if not live:
        attempt.note = "Nothing is due."
        attempt.step(AttemptStatus.CANCELLED, order.placed_at + timedelta(hours=20))
    return attempt


def lost(dice: Random, order: Order, lines: list[OrderItem]) -> Attempt:
    """A page on which nobody paid, or a card that was refused."""
    attempt = begun(order, PaymentMethod.CHARGILY, lines)
    to = dice.choice((AttemptStatus.EXPIRED, AttemptStatus.FAILED))
    attempt.step(to, order.placed_at + timedelta(minutes=30))
    return attempt


def cash(
    dice: Random,
    order: Order,
    part: int | None,
    lines: list[OrderItem],
    times: Times,
) -> Attempt:
    """As far as the parcel is: to confirm, confirmed, collected, handed over or refused."""
    attempt = Attempt(
        order, PaymentMethod.CASH_ON_DELIVERY, AttemptStatus.TO_CONFIRM, lines, part
    )
    came = [line for line in lines if line.status in ARRIVED]
    live = [line for line in lines if line.status not in REFUSED]
    if not came and not live:
        refuse(dice, attempt, times)
        return attempt
    attempt.lines = came or live
    if live and live[0].status == PLACED:
        return attempt
    packed = times.get((attempt.lines[0].pk, OrderStatus.PACKED), order.placed_at)
    attempt.step(AttemptStatus.CONFIRMED, packed)
    is_pending = order.payment_status == PaymentStatus.PENDING
    if came and live and is_pending and dice.randrange(LATE_ONE_IN) == 0:
        attempt.lines = live  # delivered, and nobody has said yet who has the cash
    elif came:
        hand_over(dice, attempt, times[came[0].pk, OrderStatus.DELIVERED])
    return attempt


def refuse(dice: Random, attempt: Attempt, times: Times) -> None:
    """The whole part was cancelled: the buyer said no on the phone, or asked for that."""
    at = times[attempt.lines[0].pk, OrderStatus.CANCELLED]
    if dice.randrange(2):
        attempt.note = "Did not want it any more"
        attempt.step(AttemptStatus.REFUSED, at)
    else:
        attempt.note = "Nothing is due."
        attempt.step(AttemptStatus.CANCELLED, at)


def hand_over(dice: Random, attempt: Attempt, delivered: datetime) -> None:
    """To the store's courier, or to the vendor, who brings it within days."""
    own = attempt.lines[0].vendor_id is None
    attempt.held_by = Holder.STORE if own or dice.randrange(2) else Holder.VENDOR
    if attempt.held_by == Holder.STORE:
        attempt.step(AttemptStatus.REMITTED, delivered)
        return
    attempt.step(AttemptStatus.COLLECTED, delivered)
    days = DAYS_TO_HAND_OVER * (0.3 + dice.random())
    later = delivered + timedelta(days=days)
    if later < timezone.now():
        attempt.step(AttemptStatus.REMITTED, later)
