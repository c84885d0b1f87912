"""Recommendations: what they cost, whatever was bought, tagged, rated and marked."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType

from store.models import Book, Genre, PreferredGenre, Product
from store.recommendations.counting import count_all_stale
from store.recommendations.tops import rank_popular
from tags.models import Tag, TaggedItem
from tests.architecture.book_lists import make_full_book
from tests.builders import (
    make_entry,
    make_image,
    make_order,
    make_product,
    make_review,
    make_vendor,
    make_view,
)


def add_taste(world: Any) -> None:
    """Something of every kind that recommendations are made from, in a vendor of its own."""
    product, other = (
        make_full_book(make_product(vendor=make_vendor())) for _ in range(2)
    )
    make_image(other)
    genre = Genre.objects.create(name=product.title, slug=product.slug)
    PreferredGenre.objects.create(customer=world.customer, genre=genre)
    for one in (product, make_full_book(make_product(vendor=make_vendor()))):
        one.book.genres.add(genre)
    book, _ = Book.objects.get_or_create(product=world.product)
    book.genres.add(genre)
    for _ in range(2):
        make_order(None, (world.product, 1), (product, 1), (other, 1))
    make_order(world.customer, (product, 1))
    make_entry(world.customer)
    make_review(make_product(), customer=world.customer, rating=1)
    make_review(make_product(), customer=world.customer, rating=5)
    make_view(world.customer)
    world.customer.favorite_products.create(product=make_product())
    tag = Tag.objects.create(label=product.title)
    kind = ContentType.objects.get_for_model(Product)
    for pk in (world.product.pk, other.pk):
        TaggedItem.objects.create(tag=tag, content_type=kind, object_id=pk)
    count_all_stale()
    rank_popular()


RECOMMENDATION_LISTS: dict[str, tuple[Any, int]] = {
    "store/products/for-you/": (add_taste, 11),
    "store/products/{product_pk}/related/": (add_taste, 15),
}
