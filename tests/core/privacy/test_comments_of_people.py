"""Comments and likes in export and erasure."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from core.privacy.erase import erase_person
from likes.models import LikedItem
from store.models import Comment
from tests.builders import make_comment, make_product
from tests.core.privacy.comments import add_comments
from tests.core.privacy.test_export import URL, exported, iso

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(alice: Any) -> SimpleNamespace:
    person = SimpleNamespace(
        user=alice, customer=alice.customer, product=make_product("Mango")
    )
    add_comments(person)
    return person


def test_the_export_has_ones_own_words_and_of_others_only_what_one_did(
    client_of: Any, person: Any
) -> None:
    data = exported(client_of(person.user).get(URL))

    row = {"parent_id": None, "deleted_at": None, "like_count": 0}
    assert data["comments"] == [
        row
        | {
            "id": person.comment.pk,
            "product": "Mango",
            "customer_id": person.customer.pk,
            "text": "Write to alice@example.com.",
            "contains_spoiler": False,
            "by_vendor": False,
            "created_at": iso(person.comment.created_at),
            "edited_at": None,
        }
    ]
    assert data["comments_deleted"] == [
        row
        | {
            "id": person.hidden.pk,
            "product_id": person.hidden.product_id,
            "created_at": iso(person.hidden.created_at),
            "deleted_by_id": person.user.pk,
        }
    ]


def test_what_an_erased_person_liked_is_counted_no_more(alice: Any, bob: Any) -> None:
    one, two, other = (make_comment() for _ in range(3))
    for comment, user in ((one, alice), (one, bob), (two, alice), (other, bob)):
        LikedItem.objects.create(content_object=comment, user=user)

    erase_person(user=alice)

    counts = Comment.objects.order_by("pk").values_list("like_count", flat=True)
    assert list(counts) == [1, 0, 1]
    assert set(LikedItem.objects.values_list("user", flat=True)) == {bob.pk}


def test_nobody_likes_the_blank_that_an_erased_person_leaves(
    alice: Any, bob: Any
) -> None:
    comment = make_comment(customer=alice.customer)
    LikedItem.objects.create(content_object=comment, user=bob)

    erase_person(user=alice)

    assert not LikedItem.objects.exists()
    assert Comment.objects.get().like_count == 0
