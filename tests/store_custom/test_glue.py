"""Where the store meets tags, likes and whoever listens."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from likes.models import LikedItem
from store.models import Product
from tags.models import Tag, TaggedItem
from tests.builders import make_cart, make_product

pytestmark = pytest.mark.django_db


def test_a_receiver_outside_the_store_hears_of_an_order_after_commit(
    client_of: Any,
    alice: Any,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    cart = make_cart((make_product(), 1))
    caplog.set_level(logging.INFO, "store_custom.receivers")

    with django_capture_on_commit_callbacks() as callbacks:
        response = client_of(alice).post("/store/orders/", {"cart_id": cart.pk})
    before_commit = list(caplog.messages)
    for callback in callbacks:
        callback()

    heard = f"Order {response.json()['id']} was placed by customer {alice.customer.pk}"
    assert heard not in before_commit
    assert heard in caplog.messages


def test_a_deleted_product_takes_its_tags_and_likes_along(
    client_of: Any, staff: Any, alice: Any
) -> None:
    gone, kept = make_product(), make_product()
    tag = Tag.objects.create(label="ripe")
    for product in (gone, kept):
        TaggedItem.objects.create(tag=tag, content_object=product)
        LikedItem.objects.create(user=alice, content_object=product)

    response = client_of(staff).delete(f"/store/products/{gone.pk}/")

    assert response.status_code == 204
    assert [item.object_id for item in TaggedItem.objects.all()] == [kept.pk]
    assert [item.object_id for item in LikedItem.objects.all()] == [kept.pk]


def test_staff_tag_a_product_on_its_admin_page(admin_client: Any) -> None:
    product = make_product("Mango")
    tag = Tag.objects.create(label="ripe")
    page = admin_client.get(f"/admin/store/product/{product.pk}/change/")
    assert b"tags-taggeditem-content_type-object_id-TOTAL_FORMS" in page.content

    response = admin_client.post(
        f"/admin/store/product/{product.pk}/change/",
        {
            "title": "Mango",
            "slug": "mango",
            "unit_price": "3.00",
            "inventory": "5",
            "unit": "kg",
            "collection": product.collection_id,
            "is_published": "on",
            "book-TOTAL_FORMS": "0",
            "book-INITIAL_FORMS": "0",
            "images-TOTAL_FORMS": "0",
            "images-INITIAL_FORMS": "0",
            "tags-taggeditem-content_type-object_id-TOTAL_FORMS": "1",
            "tags-taggeditem-content_type-object_id-INITIAL_FORMS": "0",
            "tags-taggeditem-content_type-object_id-0-tag": tag.pk,
        },
    )

    assert response.status_code == 302
    assert TaggedItem.objects.get_tags_for(Product, product.pk).get().tag == tag
