"""Liking products and comments over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from rest_framework.test import APIClient

from core.privacy.erase import erase_person
from likes.models import LikedItem
from store.comments.services import delete_comment
from store.models import Comment, Product
from store_custom.likes.services import count_likes_anew
from tests.builders import make_comment, make_product, make_user

pytestmark = pytest.mark.django_db


def product_url(product: Product) -> str:
    return f"/store/products/{product.pk}/like/"


def comment_url(comment: Comment, tail: str = "like/") -> str:
    return f"/store/products/{comment.product_id}/comments/{comment.pk}/{tail}"


def like(thing: Any, user: Any = None) -> LikedItem:
    return LikedItem.objects.create(content_object=thing, user=user or make_user())


def counted(comment: Comment) -> int:
    return Comment.objects.get(pk=comment.pk).like_count


@pytest.mark.parametrize(
    ("make", "url"), [(make_product, product_url), (make_comment, comment_url)]
)
def test_a_like_is_given_once_and_taken_back(
    client_of: Any, alice: Any, make: Any, url: Any
) -> None:
    thing, client = make(), client_of(alice)
    like(thing)
    like(make())

    for _ in range(2):
        answer = client.put(url(thing))
        assert answer.status_code == 200
        assert answer.json() == {"like_count": 2, "liked_by_me": True}
    for _ in range(2):
        answer = client.delete(url(thing))
        assert answer.status_code == 200
        assert answer.json() == {"like_count": 1, "liked_by_me": False}


def test_anybody_counts_the_likes_of_a_product(client_of: Any, alice: Any) -> None:
    product = make_product()
    like(product, alice)

    for reader, mine in ((None, False), (make_user(), False), (alice, True)):
        answer = client_of(reader).get(product_url(product))
        assert answer.json() == {"like_count": 1, "liked_by_me": mine}


def test_a_comment_and_a_product_with_one_key_are_two_things(
    client_of: Any, alice: Any
) -> None:
    comment = make_comment()
    like(Product(pk=comment.pk), alice)

    row = client_of(alice).get(comment_url(comment, "")).json()

    assert (row["like_count"], row["liked_by_me"]) == (0, False)


def test_who_is_not_signed_in_likes_nothing(anon: APIClient) -> None:
    comment = make_comment()

    for url in (product_url(comment.product), comment_url(comment)):
        assert anon.put(url).status_code == anon.delete(url).status_code == 401
    assert not LikedItem.objects.exists()


def test_what_one_does_not_see_one_does_not_like(
    client_of: Any, alice: Any, veras_shop: Any
) -> None:
    draft = make_product(vendor=veras_shop, is_published=False)
    hidden, comment = make_comment(draft), make_comment()
    elsewhere = f"/store/products/{make_product().pk}/comments/{comment.pk}/like/"
    client = client_of(alice)

    for url in (product_url(draft), comment_url(hidden), elsewhere):
        assert client.put(url).status_code == client.delete(url).status_code == 404
    assert not LikedItem.objects.exists()


def test_comments_show_likes_and_which_are_mine(client_of: Any, alice: Any) -> None:
    mine = make_comment()
    other = make_comment(mine.product)
    like(mine, alice)
    like(mine)
    like(other)

    rows = client_of(alice).get(f"/store/products/{mine.product_id}/comments/").json()

    assert {
        row["id"]: (row["like_count"], row["liked_by_me"]) for row in rows["results"]
    } == {mine.pk: (2, True), other.pk: (1, False)}


def test_a_deleted_comment_loses_its_likes_and_gets_no_more(
    client_of: Any, alice: Any, staff: Any
) -> None:
    comment, kept = make_comment(), make_comment()
    like(comment, alice)
    like(kept, alice)
    delete_comment(comment=comment, by=staff)

    answer = client_of(alice).put(comment_url(comment))

    assert (answer.status_code, answer.json()["code"]) == (409, "comment_deleted")
    assert client_of(alice).delete(comment_url(comment)).json()["like_count"] == 0
    assert LikedItem.objects.get().content_object == kept
    assert (counted(comment), counted(kept)) == (0, 1)


@pytest.mark.parametrize("way", ["user", "erasure", "queryset", "admin"])
def test_the_count_follows_likes_that_go_another_way(
    way: str, alice: Any, bob: Any, admin_client: Any
) -> None:
    comment = make_comment()
    gone = like(comment, alice)
    like(comment, bob)
    like(comment.product, alice)

    if way == "user":
        alice.delete()
    elif way == "erasure":
        erase_person(user=alice)
    elif way == "queryset":
        LikedItem.objects.filter(user=alice).delete()
    else:
        admin_client.post(f"/admin/likes/likeditem/{gone.pk}/delete/", {"post": "yes"})

    assert counted(comment) == 1
    assert LikedItem.objects.filter(user=bob).count() == 1


def test_a_like_is_not_edited_in_the_admin(admin_client: Any, alice: Any) -> None:
    comment, item = make_comment(), like(make_product(), alice)
    data = {
        "user": alice.pk,
        "content_type": ContentType.objects.get_for_model(Comment).pk,
        "object_id": comment.pk,
    }

    page = f"/admin/likes/likeditem/{item.pk}/change/"
    assert admin_client.get(page).status_code == 200
    assert admin_client.post(page, data).status_code == 403
    assert counted(comment) == 0


@pytest.mark.parametrize("way", ["api", "queryset", "comments"])
def test_nothing_is_left_of_likes_when_the_thing_goes(
    way: str, client_of: Any, staff: Any
) -> None:
    comment, kept = make_comment(), make_comment()
    for thing in (comment, comment.product, kept):
        like(thing)

    if way == "api":
        client_of(staff).delete(f"/store/products/{comment.product_id}/")
    elif way == "queryset":
        Product.objects.filter(pk=comment.product_id).delete()
    else:
        Comment.objects.filter(pk=comment.pk).delete()

    left = LikedItem.objects.values_list("object_id", "content_type__model")
    product = (comment.product_id, "product")
    assert set(left) == {
        (kept.pk, "comment"),
        *([product] if way == "comments" else []),
    }


def test_who_was_erased_meanwhile_likes_nothing(client_of: Any, alice: Any) -> None:
    """The request had begun before."""
    comment = make_comment()
    client = client_of(alice)
    type(alice).objects.filter(pk=alice.pk).update(is_active=False)

    for url in (product_url(comment.product), comment_url(comment)):
        assert client.put(url).status_code == 404
    assert not LikedItem.objects.exists()
    assert counted(comment) == 0


def test_counts_are_made_anew_after_likes_came_another_way(alice: Any) -> None:
    liked, other = make_comment(like_count=7), make_comment(like_count=7)
    LikedItem.objects.bulk_create([LikedItem(content_object=liked, user=alice)])

    count_likes_anew([liked.pk, other.pk])

    assert (counted(liked), counted(other)) == (1, 0)
