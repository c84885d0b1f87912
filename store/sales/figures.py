"""What an order adds to the figures of the store and its vendors: plain arithmetic, no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from store.orders.choices import REFUSED
from store.orders.status import derive_status

ZERO = Decimal("0.00")
VERSION = 1
"""Raised when an order adds something else than before: what is counted is counted anew."""

# Whose a row of the store's days is: everybody's sales, or what the store itself sells.
WHOLE, OWN = 0, 1


class Key(NamedTuple):
    """A row of the figures: its table, and the two columns that tell it from the others."""

    kind: str
    whose: int
    """The pk of a vendor; of a product, in its periods; of the store's days, WHOLE or OWN."""
    of: str
    """A day (2026-11-21), a month (2026-11), the pk of a product or customer, or a status."""


@dataclass
class Figures:
    """Counts, and amounts in the store's currency."""

    orders: int = 0
    units: int = 0
    revenue: Decimal = ZERO
    refused_units: int = 0
    refused_value: Decimal = ZERO

    def add(self, other: Figures, sign: int = 1) -> None:
        self.orders += sign * other.orders
        self.units += sign * other.units
        self.revenue += sign * other.revenue
        self.refused_units += sign * other.refused_units
        self.refused_value += sign * other.refused_value

    def __bool__(self) -> bool:
        return any(astuple(self))

    def any_grew(self) -> bool:
        """Of a difference: whether anything became more."""
        return any(figure > 0 for figure in astuple(self))


Sums = dict[Key, Figures]


def sums_of_order(
    *, day: str, customer_id: int, lines: Iterable[Mapping[str, Any]]
) -> Sums:
    """What one order adds, by row.

    Lines are dicts of `vendor_id` (None: the store's own), `product_id`, `quantity`,
    `unit_price`, `promotion_discount`, `coupon_discount`, `store_discount` and `status`. An
    order counts once in each row of which a line of it was kept, and in that of the status
    that its lines make, whichever it is.
    """
    sums: Sums = defaultdict(Figures)
    statuses: dict[int, list[str]] = defaultdict(list)
    for line in lines:
        counted = figures_of_line(line)
        for key in keys_of_line(line, day=day, customer_id=customer_id):
            sums[key].add(counted)
        if line["vendor_id"] is not None:
            statuses[line["vendor_id"]].append(line["status"])
    for figures in sums.values():
        figures.orders = int(figures.orders > 0)
    for vendor, found in statuses.items():
        sums[Key("status", vendor, str(derive_status(found)))].orders = 1
    return dict(sums)


def keys_of_line(line: Mapping[str, Any], *, day: str, customer_id: int) -> list[Key]:
    """The rows in which a line counts."""
    vendor, product = line["vendor_id"], line["product_id"]
    keys = [Key("store", WHOLE, day), Key("period", product, day)]
    if vendor is None:
        return [*keys, Key("store", OWN, day)]
    return [
        *keys,
        Key("day", vendor, day),
        Key("product", vendor, str(product)),
        Key("customer", vendor, str(customer_id)),
    ]


def figures_of_line(line: Mapping[str, Any]) -> Figures:
    units, value = line["quantity"], earned_by_vendor(line)
    if line["status"] in REFUSED:
        return Figures(refused_units=units, refused_value=value)
    return Figures(orders=1, units=units, revenue=value)


def earned_by_vendor(line: Mapping[str, Any]) -> Decimal:
    """Before tax and commission: what the store gives off a price is not the vendor's loss."""
    discounts = line["promotion_discount"] + line["coupon_discount"]
    borne = discounts - line["store_discount"]
    return line["quantity"] * line["unit_price"] - borne


def add_sums(into: Sums, sums: Sums, sign: int = 1) -> None:
    for key, figures in sums.items():
        into.setdefault(key, Figures()).add(figures, sign)


def with_months(sums: Sums) -> Sums:
    """Beside the days of products their months: an order has one day, so these add up."""
    months: Sums = {}
    for key, figures in sums.items():
        if key.kind == "period":
            add_sums(months, {key._replace(of=key.of[:7]): figures})
    return {**sums, **months}


def as_json(sums: Sums) -> list[list[Any]]:
    """For a JSON column; amounts as text, so that no cent is lost."""
    return [
        [*key, f.orders, f.units, str(f.revenue), f.refused_units, str(f.refused_value)]
        for key, f in sums.items()
    ]


def from_json(rows: Iterable[list[Any]]) -> Sums:
    return {
        Key(kind, whose, of): Figures(
            orders, units, Decimal(revenue), refused_units, Decimal(refused_value)
        )
        for kind, whose, of, orders, units, revenue, refused_units, refused_value in rows
    }
