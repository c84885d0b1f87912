"""Which delivery details an order gets."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypedDict

from django.conf import settings

from store.catalog.models import Product
from store.customers.models import Address, Customer
from store.orders.delivery_columns import DELIVERY
from store.orders.errors import (
    DeliveryDetailsRequired,
    TwoDestinations,
    UnknownAddress,
)
from store.orders.models import Order

REQUIRED = ("street", "city", "phone")

Columns = dict[str, str]
"""`delivery_…` columns of an order; none at all when nothing is known."""


class Wanted(TypedDict, total=False):
    """What a customer may say: one of their addresses or `delivery`, and a phone."""

    shipping_address_id: int | None
    delivery: dict[str, Any] | None
    phone: object


def choose_delivery(
    *,
    customer: Customer,
    shipping_address_id: int | None = None,
    delivery: dict[str, Any] | None = None,
    phone: object = "",
) -> Columns:
    """Where the customer wants this order: as said, or else at the default address.

    Name and phone are those said, or the address's, or the profile's. Raises
    TwoDestinations, UnknownAddress, Customer.DoesNotExist.
    """
    if delivery is not None and shipping_address_id is not None:
        raise TwoDestinations
    joined = Customer.objects.select_related("user", "default_shipping_address")
    customer = joined.get(pk=customer.pk)
    if delivery is not None:
        address: Address | None = Address(**delivery)
    elif shipping_address_id is not None:
        address = own_address(customer, shipping_address_id)
    else:
        address = customer.default_shipping_address
    if address is None and not phone:
        return {}
    return columns_of(customer=customer, address=address, phone=phone)


def forget_of_erased(*, order: Order) -> None:
    """Blank what was copied from somebody who was erased before the order was written.

    To be called after that: referring to the customer has waited for an erasure, after
    which the account may still be there, but not in use. A later erasure sees the order.
    """
    in_use = Customer.objects.filter(pk=order.customer_id, user__is_active=True)
    if order.delivery is not None and not in_use.exists():
        order.blank_delivery()
        order.save(update_fields=order.PERSONAL_COLUMNS)


def own_address(customer: Customer, pk: int) -> Address:
    address = customer.addresses.filter(pk=pk).first()
    if address is None:
        raise UnknownAddress
    return address


def columns_of(
    *, customer: Customer, address: Address | None, phone: object = ""
) -> Columns:
    """The copy that an order keeps of an address; `phone` goes before the address's."""
    address = address or Address(country="")
    found = {name: str(getattr(address, name) or "") for name in DELIVERY}
    found["name"] = found["name"] or customer.user.get_full_name()
    found["phone"] = str(phone) or found["phone"] or customer.phone
    if found["street"]:
        found["country"] = found["country"] or settings.STORE_COUNTRY
    return {f"delivery_{name}": text for name, text in found.items()}


def refuse_without_delivery(*, columns: Columns, products: Collection[Product]) -> None:
    """Raises DeliveryDetailsRequired, if the installation asks for them."""
    if not (settings.STORE_REQUIRE_DELIVERY_DETAILS and need_delivery(products)):
        return
    missing = [name for name in REQUIRED if not columns.get(f"delivery_{name}")]
    if missing:
        raise DeliveryDetailsRequired(missing)


def need_delivery(products: Collection[Product]) -> bool:
    """Whether any of them has to be brought to somebody. All do: none is digital yet."""
    return bool(products)
