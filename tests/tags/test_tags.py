"""Tags on any model; also run in a project without the store."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction

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


def test_labels_find_tags_in_any_case_and_make_what_is_missing() -> None:
    there = Tag.objects.create(label="Été")

    tags = Tag.objects.with_labels(["new", "ÉTÉ", "New", "ete"])

    assert [tag.label for tag in tags] == ["new", "Été", "ete"]
    assert tags[1] == there == Tag.objects.labelled(" été")
    assert Tag.objects.labelled("et") is None
    assert Tag.objects.with_labels([]) == []
    assert Tag.objects.count() == 3


def test_a_label_is_there_once_in_whatever_case() -> None:
    Tag.objects.create(label="Ripe")

    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(label="RIPE")

    Tag.objects.bulk_create([Tag(label="🥭"), Tag(label="🍎")])
    assert Tag.objects.count() == 3


def test_a_label_that_is_written_anew_is_found_anew() -> None:
    tag = Tag.objects.create(label="ripe")
    tag.label = "sweet"
    tag.save(update_fields=["label"])

    assert Tag.objects.labelled("SWEET") == tag
    assert Tag.objects.labelled("ripe") is None


def test_tags_that_differ_in_case_become_one_when_labels_do() -> None:
    """What was tagged with either has the older one, once."""
    migration = import_module("tags.migrations.0002_labels_in_any_case")
    targets = [make_target(name) for name in ("mango", "lemon", "apple")]
    tags = []
    for label in ("ripe", "RIPE", "sweet"):
        tags.append(Tag.objects.create(label=label))
        Tag.objects.update(digest=None)
    for tag, place in ((0, 0), (1, 0), (1, 1), (2, 2)):
        TaggedItem.objects.create(tag=tags[tag], content_object=targets[place])

    migration.fill_digests(apps, SimpleNamespace(connection=connection))

    assert list(Tag.objects.order_by("pk")) == [tags[0], tags[2]]
    assert Tag.objects.labelled("Ripe") == tags[0]
    items = TaggedItem.objects.order_by("object_id").values_list("object_id", "tag")
    assert list(items) == [
        (targets[0].pk, tags[0].pk),
        (targets[1].pk, tags[0].pk),
        (targets[2].pk, tags[2].pk),
    ]
