"""Tops the catalogue up for load tests: chunk by chunk, in flat memory."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import count

from django.db import reset_queries, transaction
from django.utils.text import slugify
from tqdm import tqdm

from store.models import Collection, Product, ProductImage, Vendor
from store_custom.seeding.catalog import product_ids, shelves
from store_custom.seeding.images import FOLDER, picture
from store_custom.seeding.pictures.files import write_file
from store_custom.seeding.plan import Good, physical_goods
from store_custom.seeding.rows import Count, chunks
from store_custom.seeding.vendors import shops

ROWS = 2000
COLOURS = [
    "Sage",
    "Sand",
    "Indigo",
    "Terracotta",
    "Ivory",
    "Charcoal",
    "Ochre",
    "Plum",
    "Sky Blue",
    "Moss",
    "Coral",
    "Slate",
]
SIZES = [
    "Small",
    "Medium",
    "Large",
    "Extra Large",
    "Compact",
    "Slim",
    "Tall",
    "Wide",
    "Set of Two",
]
ORIGINS = [
    "Biskra",
    "Mitidja",
    "Kabylie",
    "Tlemcen",
    "Blida",
    "El Oued",
    "Mila",
    "Jijel",
    "Médéa",
    "Aurès",
    "M'zab",
    "Touat",
]
PACKS = [
    "Small Bag",
    "Family Bag",
    "Market Crate",
    "Gift Box",
    "Tasting Box",
    "Half Crate",
    "Picnic Pack",
    "Weekly Box",
    "Party Pack",
]
FRESH = {"Fresh Fruit", "Pantry"}
FACTORS = [Decimal(n) / 10 for n in (8, 10, 13, 16, 7, 9, 12, 14, 18)]


def variant(number: int) -> Good:
    """The `number`-th further product: a known one in another colour, size or series."""
    goods = physical_goods()
    turn, place = divmod(number, len(goods))
    turn, colour = divmod(turn, len(COLOURS))
    series, size = divmod(turn, len(SIZES))
    good = goods[place]
    fresh = good.collection in FRESH
    first, second = (PACKS, ORIGINS) if fresh else (SIZES, COLOURS)
    title = f"{good.title}, {first[size]}, {second[colour]}"
    if series:
        title = f"{title}, Series {series + 1}"
    price = (good.unit_price * FACTORS[size]).quantize(Decimal("0.01"))
    return good._replace(
        title=title,
        slug=slugify(title),
        unit_price=price,
        inventory=10 + number * 37 % 390,
        unit="piece",
    )


def seed_extra(*, total: int, quiet: bool) -> Count:
    """Add products until there are `total`; safe to stop and to run again."""
    needed = max(0, total - Product.objects.count())
    if not needed:
        return Count("further products", 0, 0)
    writer = ExtraWriter()
    created = 0
    with tqdm(
        total=needed, unit=" products", disable=True if quiet else None
    ) as progress:
        for chunk in chunks(map(variant, count()), ROWS):
            made = writer.write(chunk, needed - created)
            created += made
            progress.update(made)
            # With DEBUG on, Django keeps every query, and these are long.
            reset_queries()
            if created == needed:
                break
    return Count("further products", needed, created)


class ExtraWriter:
    """Knows the collections, vendors and shared pictures while the chunks go by."""

    def __init__(self) -> None:
        self.collections: dict[str, Collection] = shelves()
        self.vendors: dict[str, Vendor] = shops()
        self.pictures = dict(shared_pictures())

    @transaction.atomic
    def write(self, chunk: list[Good], limit: int) -> int:
        """Insert those of the chunk that are missing, `limit` at most; how many."""
        there = product_ids(chunk)
        goods = [good for good in chunk if good.slug not in there][:limit]
        Product.objects.bulk_create([self.product(good) for good in goods])
        ids = product_ids(goods)
        ProductImage.objects.bulk_create(
            ProductImage(
                product_id=ids[good.slug], image=self.pictures[good.collection]
            )
            for good in goods
        )
        return len(goods)

    def product(self, good: Good) -> Product:
        return Product(
            title=good.title,
            slug=good.slug,
            description=good.description,
            unit_price=good.unit_price,
            inventory=good.inventory,
            collection=self.collections[good.collection],
            vendor=self.vendors[good.vendor] if good.vendor else None,
            unit=good.unit,
        )


def shared_pictures() -> Iterator[tuple[str, str]]:
    """One stored file for all the further products of a collection."""
    first = {good.collection: good for good in reversed(physical_goods())}
    for title, good in first.items():
        name = f"{FOLDER}/seed-shelf-{slugify(title)}.jpg"
        yield title, write_file(name=name, content=picture(good))
