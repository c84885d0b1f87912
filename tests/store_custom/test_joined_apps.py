"""What tags and likes bring is there when they are installed, and the store runs without.

Also run with tests.settings_without_tags and the like (`.ci/run`).
"""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps

from core.privacy.erase import erase_person
from core.privacy.registry import entries
from store.comments.services import delete_comment
from store.models import Comment, Product
from tests.builders import make_comment, make_product

pytestmark = pytest.mark.django_db
TAGS, LIKES = apps.is_installed("tags"), apps.is_installed("likes")


def test_a_route_is_there_when_its_app_is(client_of: Any, staff: Any) -> None:
    comment = make_comment()
    product = f"/store/products/{comment.product_id}/"
    routes = {
        "/store/tags/": TAGS,
        f"{product}tags/": TAGS,
        f"{product}like/": LIKES,
        f"{product}comments/{comment.pk}/like/": LIKES,
    }
    client = client_of(staff)

    for route, there in routes.items():
        assert (client.options(route).status_code == 200) is there, route


def test_comments_have_the_same_shape_with_and_without_likes(
    client_of: Any, alice: Any
) -> None:
    comment = make_comment(like_count=3)

    [row] = (
        client_of(alice)
        .get(f"/store/products/{comment.product_id}/comments/")
        .json()["results"]
    )

    assert row["like_count"] == (3 if LIKES else 0)
    assert row["liked_by_me"] is False


def test_products_are_filtered_by_tag_when_there_are_tags(anon: Any) -> None:
    make_product()

    answer = anon.get("/store/products/", {"tag": "ripe"})

    assert (answer.status_code, answer.json()["count"]) == (200, 0 if TAGS else 1)


def test_products_and_comments_are_deleted_and_people_erased(
    client_of: Any, staff: Any, alice: Any
) -> None:
    comment = make_comment(customer=alice.customer)
    delete_comment(comment=make_comment(comment.product), by=staff)

    erase_person(user=alice)
    answer = client_of(staff).delete(f"/store/products/{comment.product_id}/")

    assert answer.status_code == 204
    assert not Comment.objects.exists()
    assert ("likes" in {entry.name for entry in entries()}) is LIKES


def test_the_admin_shows_products_and_what_is_installed(admin_client: Any) -> None:
    product = make_product()
    pages = {
        "": 200,
        "store/product/": 200,
        "store/product/add/": 200,
        f"store/product/{product.pk}/change/": 200,
        "store/comment/": 200,
        "tags/tag/": 200 if TAGS else 404,
        "likes/likeditem/": 200 if LIKES else 404,
    }

    for page, status in pages.items():
        assert admin_client.get(f"/admin/{page}").status_code == status, page
    form = admin_client.get(f"/admin/store/product/{product.pk}/change/").content
    assert (b"tags-taggeditem" in form) is TAGS


def test_a_product_gets_a_code_with_and_without_tags(
    client_of: Any, staff: Any
) -> None:
    shelf = make_product().collection
    body = {
        "title": "Nut",
        "slug": "nut",
        "unit_price": 2,
        "inventory": 1,
        "collection": shelf.pk,
    }

    answer = client_of(staff).post("/store/products/", body)

    assert answer.status_code == 201
    assert Product.objects.get(title="Nut").code == "NCT001"
