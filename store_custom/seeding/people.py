"""Accounts, their customers and addresses."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils import timezone

from store.models import Address, Customer
from store_custom.seeding.data.people import (
    CITIES,
    CUSTOMERS,
    PASSWORD,
    SELLERS,
    STREETS,
    TEAM,
)
from store_custom.seeding.plan import SEED
from store_custom.seeding.rows import Count, insert

MEMBERSHIPS = "BBBBSSG"
JOINED = timedelta(days=120)
LABELS = ("Home", "Work")


def everyone() -> list[tuple[str, str, str, str]]:
    """Username, first name, last name, rank (superuser, staff or none)."""
    return [*TEAM, *((*person, "") for person in [*SELLERS, *CUSTOMERS])]


def email_of(username: str) -> str:
    return f"{username}@example.com"


def accounts() -> dict[str, Any]:
    """The users that are there by our usernames, found by username or e-mail."""
    names = [username for username, *_ in everyone()]
    emails = [email_of(username) for username in names]
    users = get_user_model().objects.filter(Q(username__in=names) | Q(email__in=emails))
    by_email = {user.email.lower(): user for user in users}
    by_name = {user.get_username().lower(): user for user in users}
    either = {n: by_name.get(n) or by_email.get(email_of(n)) for n in names}
    return {name: user for name, user in either.items() if user is not None}


def seed_accounts() -> Count:
    """One hash serves all: hashing is slow on purpose."""
    user_model, there = get_user_model(), accounts()
    password, joined = make_password(PASSWORD), timezone.now() - JOINED
    rows = [
        user_model(
            username=username,
            email=email_of(username),
            first_name=first_name,
            last_name=last_name,
            password=password,
            is_email_verified=True,
            phone_number=profile(username)["phone"],
            is_staff=bool(rank),
            is_superuser=rank == "superuser",
            date_joined=joined,
        )
        for username, first_name, last_name, rank in everyone()
        if username not in there
    ]
    return Count("accounts", len(everyone()), insert(user_model, rows))


def mobile(dice: Random) -> str:
    """An Algerian number that a phone would dial."""
    return f"+213{dice.choice(('55', '66', '77'))}{dice.randint(1_000_000, 9_999_999)}"


def profile(username: str) -> dict[str, Any]:
    """Phone, birthday and membership, the same for a username every time."""
    dice = Random(username)
    return {
        "phone": mobile(dice),
        "birth_date": date(1958, 1, 1) + timedelta(days=dice.randrange(17_000)),
        "membership": dice.choice(MEMBERSHIPS),
    }


def seed_customers() -> Count:
    """What the signal does for a single save: bulk inserts do not send it."""
    users = accounts()
    there = set(
        Customer.objects.filter(user__in=users.values()).values_list(
            "user_id", flat=True
        )
    )
    rows = [
        Customer(user=user, **profile(username))
        for username, user in users.items()
        if user.pk not in there
    ]
    return Count("customers", len(users), insert(Customer, rows))


def buyers() -> dict[str, Customer]:
    """The customers who order, like and review, by username."""
    users = accounts()
    names = {users[username].pk: username for username, *_ in CUSTOMERS}
    rows = Customer.objects.filter(user__in=names)
    rows = rows.select_related("user", "default_shipping_address")
    return {names[row.user_id]: row for row in rows}


def seed_addresses() -> Count:
    customers = buyers()
    settled = set(
        Address.objects.filter(customer__in=customers.values()).values_list(
            "customer_id", flat=True
        )
    )
    planned = planned_addresses(customers)
    rows = [row for row in planned if row.customer_id not in settled]
    made = insert(Address, rows)
    choose_defaults([row for row in customers.values() if row.pk not in settled])
    return Count("addresses", len(planned), made)


def planned_addresses(customers: dict[str, Customer]) -> list[Address]:
    """One or two each: at home, and where they work."""
    dice, planned = Random(SEED), []
    for username, first_name, last_name in CUSTOMERS:
        phones = Random(f"{username}'s addresses")
        for label in LABELS[: dice.choice((1, 1, 2))]:
            street = f"{dice.randint(1, 140)} {dice.choice(STREETS)}"
            city, postcode = dice.choice(CITIES)
            planned.append(
                Address(
                    customer=customers[username],
                    label=label,
                    name=f"{first_name} {last_name}",
                    phone=mobile(phones),
                    street=street,
                    city=city,
                    zip=postcode,
                    region=city,
                    country="DZ",
                )
            )
    return planned


def choose_defaults(customers: list[Customer]) -> None:
    """The first address of each is the default for both, as it is over the API."""
    first: dict[int, int] = {}
    own = Address.objects.filter(customer__in=customers).order_by("-pk")
    for pk, owner in own.values_list("pk", "customer_id"):
        first[owner] = pk
    for customer in customers:
        customer.default_billing_address_id = first.get(customer.pk)
        customer.default_shipping_address_id = first.get(customer.pk)
    Customer.objects.bulk_update(
        customers, ["default_billing_address", "default_shipping_address"]
    )
