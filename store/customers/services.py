"""Making and finding the buying side of an account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.crypto import get_random_string

from store.customers.errors import CustomerInUse, TooManyAddresses, UnknownCompanies
from store.customers.models import Address, Company, Customer

MOST_ADDRESSES = 50


def customer_for(*, user: Any) -> Customer:
    """The user's customer; made now for a user that was loaded past the signals."""
    customer, _ = Customer.objects.get_or_create(user_id=user.pk)
    return customer


@transaction.atomic
def register_customer(
    *,
    email: str,
    username: str = "",
    first_name: str = "",
    last_name: str = "",
    companies: Sequence[int] = (),
    **profile: Any,
) -> Customer:
    """An account and its profile together, made by staff.

    Nobody knows the password: its owner sets one by `users/reset_password/`, which is
    why it is a random one and not an unusable one.
    """
    user = get_user_model().objects.create_user(
        username=username or email,
        email=email,
        password=get_random_string(40),
        first_name=first_name,
        last_name=last_name,
    )
    customer = customer_for(user=user)
    for name, value in profile.items():
        setattr(customer, name, value)
    customer.save()
    set_companies(customer=customer, company_ids=companies)
    return customer


@transaction.atomic
def set_companies(*, customer: Customer, company_ids: Sequence[int]) -> None:
    """The customer belongs to these companies and no others. Raises UnknownCompanies."""
    Customer.objects.select_for_update().get(pk=customer.pk)
    companies = Company.objects.filter(pk__in=company_ids)
    found = set(companies.values_list("pk", flat=True))
    if unknown := sorted(set(company_ids) - found):
        raise UnknownCompanies(unknown)
    customer.companies.set(found)


@transaction.atomic
def delete_company(*, company: Company) -> None:
    """Its customers and orders stay, and orders keep what they were billed to.

    Raises Company.DoesNotExist when someone else was faster. The row is locked before
    the orders are looked for: one that is being placed is waited for, or refused.
    """
    Company.objects.select_for_update().get(pk=company.pk).delete()


def delete_customer(*, customer: Customer) -> None:
    """Delete a customer who never ordered. Raises CustomerInUse."""
    try:
        customer.delete()
    except ProtectedError:
        raise CustomerInUse from None


@transaction.atomic
def add_address(
    *,
    customer: Customer,
    is_default_billing: bool | None = None,
    is_default_shipping: bool | None = None,
    **fields: Any,
) -> Address:
    """One more address; the first is the default for both. Raises TooManyAddresses."""
    customer = lock_customer(pk=customer.pk)
    there = customer.addresses.count()
    if there >= MOST_ADDRESSES:
        raise TooManyAddresses
    address = Address.objects.create(customer=customer, **fields)
    choose_defaults(
        customer=customer,
        address=address,
        billing=is_default_billing if there else True,
        shipping=is_default_shipping if there else True,
    )
    return address


@transaction.atomic
def change_address(
    *,
    address: Address,
    is_default_billing: bool | None = None,
    is_default_shipping: bool | None = None,
    **fields: Any,
) -> Address:
    """Write the named fields. Raises Address.DoesNotExist when it was deleted meanwhile."""
    customer = lock_customer(pk=address.customer_id)
    address = customer.addresses.get(pk=address.pk)
    address.customer = customer
    for name, value in fields.items():
        setattr(address, name, value)
    address.save()
    choose_defaults(
        customer=customer,
        address=address,
        billing=is_default_billing,
        shipping=is_default_shipping,
    )
    return address


@transaction.atomic
def delete_address(*, address: Address) -> None:
    """No other one becomes the default in its place: nothing is sent where nobody said.

    Raises Address.DoesNotExist when it was deleted meanwhile.
    """
    customer = lock_customer(pk=address.customer_id)
    customer.addresses.get(pk=address.pk).delete()


def lock_customer(*, pk: int) -> Customer:
    """The row of a customer whose account is in use, locked until the transaction ends.

    Raises Customer.DoesNotExist: the account may have been erased while this waited.
    """
    customer = Customer.objects.select_for_update().get(pk=pk)
    if not customer.user.is_active:
        raise Customer.DoesNotExist
    return customer


def history_starts_now() -> dict[str, datetime]:
    """Columns of a customer: what was seen before now, and waits, is not written down.

    So that nothing of the time in which tracking was off appears when it is on again.
    """
    return dict.fromkeys(("views_kept_since", "searches_kept_since"), timezone.now())


def choose_defaults(
    *, customer: Customer, address: Address, billing: bool | None, shipping: bool | None
) -> None:
    """True makes the address the default, False clears it if it is; None says nothing."""
    for kind, wanted in (("billing", billing), ("shipping", shipping)):
        name = f"default_{kind}_address_id"
        if wanted:
            setattr(customer, name, address.pk)
        elif wanted is False and getattr(customer, name) == address.pk:
            setattr(customer, name, None)
    customer.save(update_fields=["default_billing_address", "default_shipping_address"])
