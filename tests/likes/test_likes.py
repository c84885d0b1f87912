"""Likes of any model; also run in a project without the store."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from likes.models import LikedItem
from tests.pluggable import make_target, target_model

pytestmark = pytest.mark.django_db


def make_reader(username: str) -> Any:
    return get_user_model().objects.create_user(username, f"{username}@example.com")


def test_the_likes_of_one_object_come_in_one_joined_query(
    django_assert_num_queries: Any,
) -> None:
    mango, lemon = make_target("mango"), make_target("lemon")
    for username in ("ann", "ben"):
        LikedItem.objects.create(user=make_reader(username), content_object=mango)
    LikedItem.objects.create(user=make_reader("cid"), content_object=lemon)
    ContentType.objects.get_for_model(target_model())

    with django_assert_num_queries(1):
        found = LikedItem.objects.get_likes_for(target_model(), mango.pk)
        names = {item.user.username for item in found}

    assert names == {"ann", "ben"}


def test_a_user_likes_an_object_once() -> None:
    reader, target = make_reader("ann"), make_target("mango")
    LikedItem.objects.create(user=reader, content_object=target)

    with pytest.raises(IntegrityError), transaction.atomic():
        LikedItem.objects.create(user=reader, content_object=target)

    assert LikedItem.objects.count() == 1


def test_likes_go_with_the_user() -> None:
    reader, target = make_reader("ann"), make_target("mango")
    LikedItem.objects.create(user=reader, content_object=target)

    reader.delete()

    assert LikedItem.objects.count() == 0


def test_likes_show_in_the_admin(admin_client: Any) -> None:
    LikedItem.objects.create(user=make_reader("ann"), content_object=make_target("m"))

    page = admin_client.get("/admin/likes/likeditem/").content.decode()

    assert "ann" in page
