"""What an order adds to the figures of its vendors: plain arithmetic, no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from store.orders.choices import REFUSED
from store.orders.status import derive_status

ZERO = Decimal("0.00")


class Key(NamedTuple):
    """A row of the figures: `kind` is the name of the column beside the vendor."""

    kind: str
    vendor: int
    of: str
    """A day (2026-11-21), the pk of a product or customer, or a status."""


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

    Lines are dicts of `vendor_id` (the store's own, None, are left out), `product_id`,
    `quantity`, `unit_price` and `status`. An order counts once in each row of which a line
    of it was kept, and in that of the status that its lines make, whichever it is.
    """
    sums: Sums = defaultdict(Figures)
    statuses: dict[int, list[str]] = defaultdict(list)
    for line in lines:
        vendor = line["vendor_id"]
        if vendor is None:
            continue
        keys = (
            Key("day", vendor, day),
            Key("product", vendor, str(line["product_id"])),
            Key("customer", vendor, str(customer_id)),
        )
        statuses[vendor].append(line["status"])
        counted = figures_of_line(line)
        for key in keys:
            sums[key].add(counted)
    for figures in sums.values():
        figures.orders = int(figures.orders > 0)
    for vendor, found in statuses.items():
        sums[Key("status", vendor, str(derive_status(found)))].orders = 1
    return dict(sums)


def figures_of_line(line: Mapping[str, Any]) -> Figures:
    units, value = line["quantity"], line["quantity"] * line["unit_price"]
    if line["status"] in REFUSED:
        return Figures(refused_units=units, refused_value=value)
    return Figures(orders=1, units=units, revenue=value)


def add_sums(into: Sums, sums: Sums, sign: int = 1) -> None:
    for key, figures in sums.items():
        into.setdefault(key, Figures()).add(figures, sign)


def as_json(sums: Sums) -> list[list[Any]]:
    """For a JSON column; amounts as text, so that no cent is lost."""
    return [
        [*key, f.orders, f.units, str(f.revenue), f.refused_units, str(f.refused_value)]
        for key, f in sums.items()
    ]


def from_json(rows: Iterable[list[Any]]) -> Sums:
    return {
        Key(kind, vendor, of): Figures(
            orders, units, Decimal(revenue), refused_units, Decimal(refused_value)
        )
        for kind, vendor, of, orders, units, revenue, refused_units, refused_value in rows
    }
