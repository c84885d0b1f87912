"""A drawn picture for every seeded product that has none."""

from __future__ import annotations

from store.models import ProductImage
from store_custom.seeding.catalog import product_ids
from store_custom.seeding.data.shelves import SHELVES
from store_custom.seeding.pictures.files import write_file
from store_custom.seeding.pictures.paint import cover_picture, product_picture
from store_custom.seeding.plan import Good, all_goods
from store_custom.seeding.rows import Count, chunks, insert

FOLDER = "store/images"
SHELF_BY_TITLE = {shelf.title: shelf for shelf in SHELVES}


def picture(good: Good) -> bytes:
    if good.author:
        return cover_picture(title=good.title, author=good.author)
    shelf = SHELF_BY_TITLE[good.collection]
    return product_picture(
        title=good.title,
        motif=good.motif,
        paper_code=shelf.paper,
        shelf_inks=shelf.inks,
    )


def pictured(ids: list[int]) -> set[int]:
    """Which of the products have a picture, ours or another."""
    have: set[int] = set()
    for chunk in chunks(ids):
        rows = ProductImage.objects.filter(product__in=chunk)
        have.update(rows.values_list("product_id", flat=True))
    return have


def seed_images() -> Count:
    goods = all_goods()
    ids = product_ids(goods)
    have = pictured(list(ids.values()))
    rows = [
        ProductImage(
            product_id=ids[good.slug],
            image=write_file(
                name=f"{FOLDER}/seed-{good.slug}.jpg", content=picture(good)
            ),
        )
        for good in goods
        if ids[good.slug] not in have
    ]
    return Count("images", len(goods), insert(ProductImage, rows))
