"""Likes, replies and tags at once."""

from __future__ import annotations

from threading import Barrier, Event
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import F
from rest_framework.test import APIClient

from likes.models import LikedItem
from store.comments import services
from store.models import Comment
from store.orders.checkout import place_order
from store_custom.tags.services import set_tags, tag_labels
from tags.models import Tag
from tests.builders import make_cart, make_comment, make_product, make_user
from tests.races.together import together

pytestmark = [pytest.mark.mariadb, pytest.mark.django_db(transaction=True)]


def like(user: Any, comment: Comment, verb: str = "put") -> int:
    client = APIClient()
    client.force_authenticate(user=user)
    url = f"/store/products/{comment.product_id}/comments/{comment.pk}/like/"
    return getattr(client, verb)(url).status_code


def reply(user: Any, comment: Comment) -> int:
    client = APIClient()
    client.force_authenticate(user=user)
    url = f"/store/products/{comment.product_id}/comments/"
    return client.post(url, {"text": "Yes.", "parent": comment.pk}).status_code


def counts(comment: Comment) -> tuple[int, int]:
    """As the comment says, and as there are."""
    return Comment.objects.get(pk=comment.pk).like_count, LikedItem.objects.count()


def test_one_reader_s_likes_at_once_are_one() -> None:
    user, comment = make_user(), make_comment()
    for _ in range(5):
        statuses = together(*[lambda: like(user, comment)] * 4)
        assert statuses == [200] * 4
        assert counts(comment) == (1, 1)

        statuses = together(*[lambda: like(user, comment, "delete")] * 4)
        assert statuses == [200] * 4
        assert counts(comment) == (0, 0)


def test_likes_of_many_are_all_counted() -> None:
    comment, users = make_comment(), [make_user() for _ in range(8)]

    together(*(lambda user=user: like(user, comment) for user in users))  # type: ignore[misc]
    assert counts(comment) == (8, 8)
    verbs = ["delete"] * 4 + ["put"] * 4
    together(
        *(
            lambda user=user, verb=verb: like(user, comment, verb)  # type: ignore[misc]
            for user, verb in zip(users, verbs, strict=True)
        )
    )
    assert counts(comment) == (4, 4)


def test_without_the_lock_a_like_is_an_error_and_a_count_is_lost() -> None:
    """The control: look, wait for the other to have looked, write."""
    comment, user, looked = make_comment(), make_user(), Barrier(2)
    kind = ContentType.objects.get_for_model(Comment)

    def naive(user: Any) -> None:
        own = LikedItem.objects.filter(
            content_type=kind, object_id=comment.pk, user=user
        )
        there, count = own.exists(), Comment.objects.get(pk=comment.pk).like_count
        looked.wait(timeout=10)
        if not there:
            LikedItem.objects.bulk_create(
                [LikedItem(content_type=kind, object_id=comment.pk, user=user)]
            )
            Comment.objects.filter(pk=comment.pk).update(like_count=count + 1)

    twice = together(lambda: naive(user), lambda: naive(user))
    assert sorted(type(result) for result in twice if result) == [IntegrityError]
    together(lambda: naive(make_user()), lambda: naive(make_user()))
    assert counts(comment) == (2, 3)


def test_a_comment_that_is_being_deleted_gets_no_reply_and_no_like() -> None:
    """Whatever comes first: nothing is below or on a comment that was deleted before it."""
    for _ in range(5):
        comment, author, reader = make_comment(), make_user(), make_user()

        replied, liked, _deleted = together(
            lambda: reply(reader, comment),  # noqa: B023
            lambda: like(reader, comment),  # noqa: B023
            lambda: services.delete_comment(comment=comment, by=author),  # noqa: B023
        )

        assert replied in {201, 409}
        assert liked in {200, 409}
        assert counts(comment) == (0, 0)
        written = Comment.objects.filter(parent=comment).count()
        assert written == (replied == 201)


def test_a_reply_waits_for_the_deletion_of_what_it_replies_to() -> None:
    comment, reader, held = make_comment(), make_user(), Event()

    def delete() -> None:
        with transaction.atomic():
            services.delete_comment(comment=comment, by=comment.customer.user)
            held.set()

    def answer() -> int:
        held.wait(timeout=10)
        return reply(reader, comment)

    assert together(delete, answer)[1] == 409
    assert not Comment.objects.filter(parent=comment).exists()


def test_without_the_lock_a_reply_comes_below_a_deleted_comment() -> None:
    """The control: look whether the parent is there, wait until it is not, write."""
    comment, reader = make_comment(), make_user()
    looked, gone = Event(), Event()

    def naive() -> bool:
        with transaction.atomic():
            parent = Comment.objects.get(pk=comment.pk)
            looked.set()
            gone.wait(timeout=10)
            if parent.is_deleted:
                return False
            make_comment(comment.product, parent=parent, customer=reader.customer)
            return True

    def delete() -> None:
        looked.wait(timeout=10)
        services.delete_comment(comment=comment, by=comment.customer.user)
        gone.set()

    assert together(naive, delete)[0] is True
    assert Comment.objects.get(parent=comment).parent.is_deleted


def test_a_product_that_is_deleted_while_it_is_liked_leaves_no_like() -> None:
    for _ in range(5):
        comment, reader = make_comment(), make_user()

        results = together(
            lambda: like(reader, comment),  # noqa: B023
            comment.product.delete,
        )

        assert results[0] in {200, 404, 503}, results
        assert not isinstance(results[1], Exception)
        assert not LikedItem.objects.exists()


def test_liking_and_talking_below_what_is_being_bought_do_not_lock_each_other() -> None:
    comment = make_comment()
    user = comment.customer.user
    for _ in range(5):
        cart = make_cart((comment.product, 1))

        results = together(
            lambda: reply(user, comment),
            lambda: like(user, comment),
            lambda: place_order(cart_id=cart.pk, customer=user.customer),  # noqa: B023
        )

        assert results[:2] == [201, 200]
        assert not isinstance(results[2], Exception)


def test_two_who_set_the_tags_of_a_product_at_once_make_each_tag_once() -> None:
    one, two = make_product(), make_product()
    labels = [f"Tag {number}" for number in range(8)]
    swapped = [label.upper() for label in reversed(labels)]

    results = together(
        lambda: set_tags(product=one, labels=labels),
        lambda: set_tags(product=two, labels=swapped),
        lambda: set_tags(product=one, labels=swapped),
        lambda: set_tags(product=two, labels=labels),
    )

    assert results == [None] * 4
    assert Tag.objects.count() == 8
    found = tag_labels([one.pk, two.pk])
    assert {len(found[one.pk]), len(found[two.pk])} == {8}


def test_counting_up_in_the_database_loses_nothing() -> None:
    """What the receivers rely on, also where nothing else is locked."""
    comment = make_comment()
    rows = Comment.objects.filter(pk=comment.pk)

    together(*[lambda: rows.update(like_count=F("like_count") + 1)] * 6)

    assert Comment.objects.get().like_count == 6
