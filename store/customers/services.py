"""Making and finding the buying side of an account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.crypto import get_random_string

from store.customers.errors import CustomerInUse
from store.customers.models import Customer


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
    return customer


def delete_customer(*, customer: Customer) -> None:
    """Delete a customer who never ordered. Raises CustomerInUse."""
    try:
        customer.delete()
    except ProtectedError:
        raise CustomerInUse from None
