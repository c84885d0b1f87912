"""Tags on any model; also run in a project without the store."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from tags.models import Tag, TaggedItem
from tests.pluggable import make_target, target_model

pytestmark = pytest.mark.django_db


def test_the_tags_of_one_object_come_in_one_joined_query(
    django_assert_num_queries: Any,
) -> None:
    ripe, sweet = Tag.objects.create(label="ripe"), Tag.objects.create(label="sweet")
    mango, lemon = make_target("mango"), make_target("lemon")
    TaggedItem.objects.create(tag=ripe, content_object=mango)
    TaggedItem.objects.create(tag=sweet, content_object=mango)
    TaggedItem.objects.create(tag=ripe, content_object=lemon)
    ContentType.objects.get_for_model(target_model())

    with django_assert_num_queries(1):
        found = TaggedItem.objects.get_tags_for(target_model(), mango.pk)
        labels = {item.tag.label for item in found}

    assert labels == {"ripe", "sweet"}


def test_an_object_of_another_model_with_the_same_key_keeps_its_own_tags() -> None:
    target = make_target("mango")
    tag = Tag.objects.create(pk=target.pk, label="ripe")
    TaggedItem.objects.create(tag=tag, content_object=target)

    assert TaggedItem.objects.get_tags_for(Tag, target.pk).count() == 0


def test_a_tag_is_on_an_object_once() -> None:
    tag, target = Tag.objects.create(label="ripe"), make_target("mango")
    TaggedItem.objects.create(tag=tag, content_object=target)

    with pytest.raises(IntegrityError), transaction.atomic():
        TaggedItem.objects.create(tag=tag, content_object=target)

    assert TaggedItem.objects.count() == 1


def test_what_was_tagged_loses_the_tag_when_the_tag_goes() -> None:
    tag, target = Tag.objects.create(label="ripe"), make_target("mango")
    TaggedItem.objects.create(tag=tag, content_object=target)

    tag.delete()

    assert TaggedItem.objects.count() == 0
    assert target_model()._default_manager.count() == 1


def test_tags_can_be_searched_in_the_admin(admin_client: Any) -> None:
    Tag.objects.create(label="ripe")
    Tag.objects.create(label="sweet")

    page = admin_client.get("/admin/tags/tag/", {"q": "rip"}).content.decode()

    assert "ripe" in page
    assert "sweet" not in page
