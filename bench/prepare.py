"""Migrate and seed the database of a bench, and print what its requests need as JSON."""

import json
import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from rest_framework_simplejwt.tokens import AccessToken  # noqa: E402

from store.models import Cart, CartItem, Product  # noqa: E402


def make_carts(count: int) -> list[str]:
    """Carts of one line each, over a hundred products that never run out."""
    products = list(Product.objects.public().order_by("id")[:100])
    Product.objects.filter(pk__in=[one.pk for one in products]).update(
        inventory=100_000_000
    )
    carts = Cart.objects.bulk_create([Cart() for _ in range(count)], batch_size=2000)
    CartItem.objects.bulk_create(
        (
            CartItem(cart=cart, product=products[number % 100], quantity=1)
            for number, cart in enumerate(carts)
        ),
        batch_size=2000,
    )
    return [str(cart.pk) for cart in carts]


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    call_command("seed_db", force=True, verbosity=0)
    alice = get_user_model().objects.get(username="alice")
    json.dump(
        {
            "token": str(AccessToken.for_user(alice)),
            "carts": make_carts(int(sys.argv[1])),
        },
        sys.stdout,
    )
