"""Comments, likes and tags: what their lists cost."""

from __future__ import annotations

from typing import Any

from likes.models import LikedItem
from tags.models import Tag, TaggedItem
from tests.builders import make_comment, make_customer, make_product, make_user


def add_comment(world: Any) -> None:
    """One with a reply, liked by the reader and somebody else."""
    comment = make_comment(world.product, by_vendor=True)
    make_comment(world.product, parent=comment, customer=make_customer())
    for user in (world.reader, make_user()):
        LikedItem.objects.create(user=user, content_object=comment)


def add_like(world: Any) -> None:
    LikedItem.objects.create(user=make_user(), content_object=world.product)


def add_tag(world: Any) -> None:
    tag = Tag.objects.create(label=f"Tag {Tag.objects.count()}")
    for product in (world.product, make_product()):
        TaggedItem.objects.create(tag=tag, content_object=product)


COMMENT_LISTS: dict[str, tuple[Any, int]] = {
    "store/products/{product_pk}/comments/": (add_comment, 7),
    "store/products/{product_pk}/like/": (add_like, 5),
    "store/products/{product_pk}/tags/": (add_tag, 3),
    "store/tags/": (add_tag, 3),
}
