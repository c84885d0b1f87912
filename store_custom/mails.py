"""The words of the store's mails; what each is about comes as ids."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from core.mail.letters import Attachment, Letter, letter, render_letter
from store.catalog.choices import LOW_INVENTORY, Unit
from store.models import (
    Order,
    OrderItem,
    Product,
    ReturnRequest,
    Vendor,
    VendorInvitation,
    VendorOrder,
    VendorStatusChange,
)
from store.orders.choices import ReturnStatus
from store.orders.priced_lines import sum_lines
from store.shared.money import to_cents
from store.vendors.choices import Role
from store.vendors.services import issue_token

MOST_PRODUCTS = 50
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@letter("order_placed")
def order_placed(order_id: int) -> Letter:
    """What the customer ordered. Raises Order.DoesNotExist."""
    order = Order.objects.select_related("customer__user").get(pk=order_id)
    user = order.customer.user
    items = items_of(order.items)
    several = len({item.vendor_id for item in items})
    return render_letter(
        "order_placed",
        {
            "order": order,
            "name": user.first_name,
            "sellers": several,
            "coupon_code": order.coupon_code,
            **totalled(items, with_seller=several > 1),
        },
        to=[user.email] if user.email else [],
    )


@letter("order_to_pack")
def order_to_pack(vendor_order_id: int) -> Letter:
    """One vendor's part of an order, and nothing else of it.

    Raises VendorOrder.DoesNotExist.
    """
    part = VendorOrder.objects.select_related("order", "vendor").get(pk=vendor_order_id)
    items = items_of(part.items)
    return render_letter(
        "order_to_pack",
        {"order": part.order, "shop": name_of(part.vendor), **totalled(items)},
        to=addresses_of(part.vendor),
        attachments=[packing_list(part.order_id, items)],
    )


@letter("low_stock")
def low_stock(vendor_id: int | None, product_ids: list[int], count: int) -> Letter:
    """What runs low at one vendor. Raises Vendor.DoesNotExist."""
    vendor = None if vendor_id is None else Vendor.objects.get(pk=vendor_id)
    products = Product.objects.filter(pk__in=product_ids, inventory__lt=LOW_INVENTORY)
    return render_letter(
        "low_stock",
        {
            "shop": name_of(vendor),
            "products": products.order_by("inventory", "title", "id"),
            "count": count,
            "more": max(count - len(product_ids), 0),
            "threshold": LOW_INVENTORY,
        },
        to=addresses_of(vendor),
    )


@letter("vendor_status")
def vendor_status(change_id: int) -> Letter:
    """To the owners: approved, suspended or rejected, and why.

    Raises VendorStatusChange.DoesNotExist.
    """
    changes = VendorStatusChange.objects.select_related("vendor")
    change = changes.get(pk=change_id)
    owners = change.vendor.members.owners().values_list("user__email", flat=True)
    return render_letter(
        "vendor_status",
        {
            "shop": change.vendor.shop_name,
            "status": change.to_status,
            "reason": change.reason,
        },
        to=[email for email in owners if email],
    )


@letter("vendor_invitation", secret=True)
def vendor_invitation(invitation_id: int) -> Letter:
    """With the token, made now. Raises VendorInvitation.DoesNotExist: it was revoked."""
    offers = VendorInvitation.objects.open().select_related("vendor")
    invitation = offers.get(pk=invitation_id)
    return render_letter(
        "vendor_invitation",
        {
            "shop": invitation.vendor.shop_name,
            "role": invitation.get_role_display().lower(),
            "until": invitation.expires_at,
            "token": issue_token(invitation=invitation),
        },
        to=[invitation.email],
    )


@letter("return_asked")
def return_asked(return_ids: list[int]) -> Letter:
    """What a customer wants to give back to one vendor, as far as it is to be decided.

    Raises ReturnRequest.DoesNotExist when nothing is.
    """
    waiting = ReturnRequest.objects.filter(pk__in=return_ids, status=ReturnStatus.ASKED)
    requests = list(waiting.select_related("item__product", "vendor").order_by("pk"))
    if not requests:
        raise ReturnRequest.DoesNotExist
    first = requests[0]
    return render_letter(
        "return_asked",
        {
            "order_id": first.item.order_id,
            "shop": name_of(first.vendor),
            "requests": requests,
            "words": first.words,
        },
        to=addresses_of(first.vendor),
    )


@letter("return_decided")
def return_decided(return_id: int) -> Letter:
    """To the customer: accepted or refused, with the note.

    Raises ReturnRequest.DoesNotExist.
    """
    requests = ReturnRequest.objects.select_related(
        "item__order__customer__user", "vendor"
    )
    request = requests.get(pk=return_id)
    user = request.item.order.customer.user
    return render_letter(
        "return_decided",
        {
            "order_id": request.item.order_id,
            "name": user.first_name,
            "shop": name_of(request.vendor),
            "title": request.item.title,
            "accepted": request.status == ReturnStatus.ACCEPTED,
            "note": request.note,
        },
        to=[user.email] if user.email and user.is_active else [],
    )


def items_of(items: Any) -> list[OrderItem]:
    return list(items.select_related("product", "vendor"))


def name_of(vendor: Vendor | None) -> str:
    return "the store" if vendor is None else vendor.shop_name


def addresses_of(vendor: Vendor | None) -> list[str]:
    """The shop's address, or else its owners' and managers'; the store's own are settings."""
    if vendor is None:
        return list(settings.STORE_NOTICE_EMAILS)
    if vendor.email:
        return [vendor.email]
    members = vendor.members.filter(role__in=[Role.OWNER, Role.MANAGER])
    emails = members.values_list("user__email", flat=True)
    return [email for email in emails if email]


def totalled(items: list[OrderItem], *, with_seller: bool = False) -> dict[str, Any]:
    """The lines as the templates show them, and what they come to."""
    lines = [
        {
            "title": item.title or item.product.title,
            "quantity": quantity_of(item),
            "amount": to_cents(item.list_amount),
            "promotion": item.promotion_description,
            "discount": item.promotion_discount,
            "seller": name_of(item.vendor) if with_seller else "",
        }
        for item in items
    ]
    sums = sum_lines(items)
    return {"lines": lines, "total": sums["total"], "sums": sums}


def quantity_of(item: OrderItem) -> str:
    by_weight = item.product.unit == Unit.KILOGRAM
    return f"{item.quantity} kg" if by_weight else f"{item.quantity} ×"


def packing_list(order_id: int, items: Iterable[OrderItem]) -> Attachment:
    """The part as a table for a spreadsheet program."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["product", "title", "quantity", "unit", "unit price", "amount"])
    for item in items:
        table.writerow(
            [
                item.product_id,
                defused(item.title or item.product.title),
                item.quantity,
                item.product.unit,
                item.unit_price,
                to_cents(item.quantity * item.unit_price),
            ]
        )
    return Attachment(
        name=f"packing-list-{order_id}.csv",
        # A spreadsheet program takes a file without this mark for Latin-1.
        content=text.getvalue().encode("utf-8-sig"),
        content_type="text/csv",
    )


def defused(text: str) -> str:
    """A cell that a spreadsheet program does not run as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
