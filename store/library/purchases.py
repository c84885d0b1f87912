"""What customers hold because they paid for it.

It is worked out from the rows as they are under the locks, so that it does not matter how
often, how late or in which order news of payments and refunds arrives. Who comes second
waits for the first at the products or at the customer, and sees what it wrote.

Whoever changes an order has locked it before. A checkout with cash, and who chooses to pay so,
lock the customer first: the database breaks off one of the two, which is then tried again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from store.books.models import Book
from store.catalog.stock import lock_products
from store.customers.models import Customer
from store.library.choices import Source
from store.library.entries import add_entries, change_entries, drop_entries
from store.library.models import LibraryEntry
from store.orders.choices import REFUSED, PaymentStatus
from store.orders.models import OrderItem
from store.payments.choices import RECEIVED, EntryKind
from store.payments.ledger_models import LedgerEntry
from store.payments.models import Payment


class Right(NamedTuple):
    """To one product: the entry that is there, and what it should say (None: be gone)."""

    product_id: int
    entry: LibraryEntry | None
    source: Source | None
    paid_at: datetime | None

    @property
    def is_settled(self) -> bool:
        return self.source == (self.entry.source if self.entry else None)


def paid_lines() -> QuerySet[Any]:
    """Lines that were paid for and kept: not cancelled, returned or refunded.

    With `paid_at`; of an order that was paid before there was a ledger, when it was placed.
    """
    sales = LedgerEntry.objects.filter(kind=EntryKind.SALE).order_by()
    sold = sales.filter(item=OuterRef("pk"))
    money = Payment.objects.filter(order=OuterRef("order"), status__in=RECEIVED)
    before_the_ledger = Q(
        ~Exists(sales.filter(order=OuterRef("order"))),
        ~Exists(money.order_by()),
        order__payment_status=PaymentStatus.COMPLETE,
    )
    kept = OrderItem.objects.exclude(status__in=REFUSED).filter(refund=None)
    paid_at = Coalesce(Subquery(sold.values("at")[:1]), F("order__placed_at"))
    paid = kept.filter(Exists(sold) | before_the_ledger)
    return paid.annotate(paid_at=paid_at).order_by("pk")


def settle_library(
    *,
    order_id: int,
    item_ids: Collection[int] | None = None,
    customer_id: int | None = None,
) -> None:
    """Make what its customer holds of the order's books, or of these lines, what is paid for.

    `customer_id`: of somebody else, whose order it was. Inside the transaction that changed
    the order. Nothing is locked for what is no book.
    """
    lines = OrderItem.objects.filter(order=order_id, product__book__isnull=False)
    if item_ids is not None:
        lines = lines.filter(pk__in=item_ids)
    rows = list(lines.values_list("order__customer", "product"))
    if rows:
        settle_items(
            customer_id=customer_id or rows[0][0],
            product_ids={product_id for _, product_id in rows},
        )


def settle_items(*, customer_id: int, product_ids: Collection[int]) -> None:
    """The same for one customer and these products, whatever the order."""
    rights = read_rights(customer_id=customer_id, product_ids=product_ids)
    write_rights(customer_id=customer_id, rights=rights)


def read_rights(*, customer_id: int, product_ids: Collection[int]) -> list[Right]:
    """To each of the products, which are locked, and the customer after them."""
    lock_products(sorted(product_ids))
    customer = Customer.objects.select_for_update().filter(pk=customer_id).first()
    if customer is None:
        return []
    lines = paid_lines().filter(order__customer=customer_id, product__in=product_ids)
    times = lines.order_by("-paid_at").values_list("product_id", "paid_at")
    paid = dict(times)  # of several the earliest
    found = customer.library.filter(product__in=product_ids)
    entries = {entry.product_id: entry for entry in found}
    books = Book.objects.filter(pk__in=product_ids) if customer.user.is_active else ()
    may_be_new = {book.pk for book in books}
    return [
        right_to(pk, entries.get(pk), paid_at=paid.get(pk), may_be_new=pk in may_be_new)
        for pk in sorted(product_ids)
    ]


def right_to(
    pk: int, entry: LibraryEntry | None, *, paid_at: datetime | None, may_be_new: bool
) -> Right:
    """Who paid holds it. Without that, what was granted stays granted."""
    source = None
    if paid_at and (entry or may_be_new):
        source = Source.BOUGHT
    elif entry and entry.is_granted:
        source = Source.GRANTED
    return Right(pk, entry, source, paid_at)


def write_rights(*, customer_id: int, rights: Collection[Right]) -> None:
    """A new entry counts from the payment; one that is there keeps its date."""
    wrong = [right for right in rights if not right.is_settled]
    add_entries(
        LibraryEntry(
            customer_id=customer_id,
            product_id=right.product_id,
            source=Source.BOUGHT,
            is_granted=False,
            created_at=right.paid_at,
        )
        for right in wrong
        if right.entry is None and right.paid_at
    )
    for source in Source:
        there = [right.entry for right in wrong if right.source == source]
        if changed := [entry for entry in there if entry]:
            change_entries(changed, source=source)
    lost = [right.entry.pk for right in wrong if right.entry and right.source is None]
    if lost:
        drop_entries(LibraryEntry.objects.filter(pk__in=lost))
