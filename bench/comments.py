"""Server time of comments, likes and tags, with 10,000 comments below one product.

    python bench/comments.py [--comments 10000] [--likes 50000] [--products 20000] [--asks 50]
    DATABASE_URL=mysql://root@127.0.0.1:3306/bench python bench/comments.py

As `bench/dashboards.py`: on an empty database, over the WSGI handler, in one process with
production settings. Prints median and 95th percentile in milliseconds, and the queries.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dashboards import measure, prepare
from long_past import insert, make_customers

TAGS = 200
dice = random.Random(20261121)


def make_products(count: int) -> list[Any]:
    """Three of the tags on each; the first tag is on every tenth."""
    from django.contrib.contenttypes.models import ContentType

    from store.models import Collection, Product
    from tags.models import Tag, TaggedItem

    shelf = Collection.objects.create(title="Shelf")
    products = insert(
        Product,
        [
            Product(
                title=f"Product {number:06}",
                slug=f"product-{number}",
                unit_price=1,
                inventory=1,
                collection=shelf,
            )
            for number in range(count)
        ],
    )
    tags = insert(Tag, [Tag(label=f"Tag {number:03}") for number in range(TAGS)])
    kind = ContentType.objects.get_for_model(Product)
    items = {
        (product.pk, tag.pk)
        for product in products
        for tag in dice.sample(tags, 2) + tags[: product.pk % 10 == 0]
    }
    rows = [
        TaggedItem(content_type=kind, object_id=product, tag_id=tag)
        for product, tag in sorted(items)
    ]
    insert(TaggedItem, rows)
    return products


def make_talk(
    product: Any, customers: list[Any], comments: int, likes: int
) -> list[Any]:
    """Half of the comments reply to one of the others; 100 of them to the first."""
    from django.contrib.contenttypes.models import ContentType

    from likes.models import LikedItem
    from store.models import Comment
    from store_custom.likes.services import count_likes_anew

    def said(parent: Any = None) -> Any:
        text = "Does it keep until Friday? " * dice.randint(1, 12)
        customer = dice.choice(customers)
        return Comment(product=product, customer=customer, parent=parent, text=text)

    top = insert(Comment, [said() for _ in range(comments // 2)])
    below = [top[0]] * 100 + dice.choices(top, k=comments - len(top) - 100)
    rows = insert(Comment, [said(parent) for parent in below])
    kind = ContentType.objects.get_for_model(Comment)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < likes:
        pairs.add((dice.choice(rows).pk, dice.choice(customers).user_id))
    liked = [
        LikedItem(content_type=kind, object_id=comment, user_id=user)
        for comment, user in sorted(pairs)
    ]
    insert(LikedItem, liked)
    count_likes_anew([row.pk for row in rows])
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=10_000)
    parser.add_argument("--likes", type=int, default=50_000)
    parser.add_argument("--products", type=int, default=20_000)
    parser.add_argument("--asks", type=int, default=50)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        prepare(Path(folder))
        from django.db import connection

        products = make_products(arguments.products)
        customers = make_customers(2000)
        [first, *_] = make_talk(
            products[0], customers, arguments.comments, arguments.likes
        )
        talk = f"/store/products/{products[0].pk}/comments/"
        for url in (
            talk,
            f"{talk}?ordering=-like_count",
            f"{talk}?parent=null",
            f"{talk}?parent=null&ordering=-like_count",
            f"{talk}?parent={first.pk}",
            f"{talk}?page_size=100",
            f"{talk}?page={arguments.comments // 10}",
            f"/store/products/{products[0].pk}/like/",
            "/store/products/?tag=tag%20000",
            "/store/products/?tag=tag%20007&ordering=-unit_price",
            "/store/tags/",
        ):
            figures = measure(customers[0].user, url, arguments.asks)
            print(json.dumps({"url": url, "engine": connection.vendor, **figures}))


if __name__ == "__main__":
    main()
