"""Carts that nobody came back to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from store.carts.services import delete_stale_carts
from store.models import Cart, CartItem
from store.tasks import delete_stale_carts as task
from tests.builders import make_cart, make_product
from tests.races.together import together


def age(cart: Cart, *, days: float, lines: float | None = None) -> Cart:
    """Let the cart be so old, and its lines too unless they are younger."""
    now = timezone.now()
    Cart.objects.filter(pk=cart.pk).update(created_at=now - timedelta(days=days))
    moved = now - timedelta(days=days if lines is None else lines)
    CartItem.objects.filter(cart=cart).update(updated_at=moved)
    return cart


@pytest.mark.django_db
def test_carts_in_which_nothing_moved_go_and_the_others_stay(settings):
    settings.STORE_CART_DAYS = 30
    product = make_product()
    age(make_cart((product, 1)), days=31)
    age(make_cart(), days=31)
    used = age(make_cart((product, 1)), days=90, lines=29)
    young = age(make_cart((product, 1)), days=29)

    assert task() == 2

    assert set(Cart.objects.values_list("pk", flat=True)) == {used.pk, young.pk}
    assert CartItem.objects.count() == 2
    assert task() == 0


@pytest.mark.django_db
def test_changing_a_quantity_keeps_a_cart(anon):
    product = make_product()
    first, second = (age(make_cart((product, 1)), days=31) for _ in range(2))
    line = first.items.get()

    anon.patch(f"/store/carts/{first.pk}/items/{line.pk}/", {"quantity": 3})
    anon.post(
        f"/store/carts/{second.pk}/items/", {"product_id": product.pk, "quantity": 1}
    )

    assert delete_stale_carts(days=30) == 0


@pytest.mark.django_db
def test_many_are_deleted_in_batches(django_assert_max_num_queries):
    Cart.objects.bulk_create([Cart() for _ in range(25)])
    Cart.objects.update(created_at=timezone.now() - timedelta(days=31))

    with django_assert_max_num_queries(1 + 3 * 7):
        assert delete_stale_carts(days=30, batch=10) == 25


@pytest.mark.django_db
def test_a_line_written_by_plain_sql_has_a_time(anon):
    cart, product = make_cart(), make_product()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO store_cartitem (cart_id, product_id, quantity) VALUES (%s, %s, 1)",
            [cart.pk.hex, product.pk],
        )

    moved = CartItem.objects.get().updated_at
    assert abs(timezone.now() - moved) < timedelta(minutes=1)


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_a_cart_that_is_being_ordered_is_left_alone():
    cart = age(make_cart((make_product(), 1)), days=31)

    with transaction.atomic():
        Cart.objects.select_for_update().get(pk=cart.pk)
        (deleted,) = together(lambda: delete_stale_carts(days=30))

    assert deleted == 0
    assert Cart.objects.filter(pk=cart.pk).exists()
