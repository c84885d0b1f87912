"""Whatever a product is called by finds it, and what it is called no more does not."""

from __future__ import annotations

import pytest

from store.models import Author, Genre, Vendor
from tags.models import Tag, TaggedItem
from tests.builders import make_collection, make_product, make_vendor
from tests.store.discovery.stock import make_book

pytestmark = pytest.mark.django_db


def test_every_name_of_a_product_finds_it(find, settled):
    book = make_book(
        "Emma",
        authors=["Jane Austen"],
        genres=["Romance"],
        isbn="9780141439587",
        vendor=make_vendor(shop_name="Corner Bookshop"),
        collection=make_collection("Classics"),
        description="A handsome heroine.",
    )
    make_product("Something else")
    tag = Tag.objects.create(label="regency")
    TaggedItem.objects.create(tag=tag, content_object=book.product)
    settled()

    for words in (
        "emma",
        "austen",
        "jane emma",
        "romance",
        "9780141439587",
        "978-0-14-143958-7",
        "0141439580",
        "0-14-143958-0",
        "regency",
        "corner",
        "classics",
        "heroine",
        book.product.code,
        book.product.code.lower(),
    ):
        assert find(q=words) == [book.pk], words


def rename(model: type, name: str) -> None:
    row = model.objects.get()
    field = {"Vendor": "shop_name", "Collection": "title", "Tag": "label"}
    setattr(row, field.get(model.__name__, "name"), name)
    row.save()


@pytest.mark.parametrize("model", ["Author", "Genre", "Vendor", "Collection", "Tag"])
def test_what_is_called_otherwise(find, settled, model):
    book = make_book(
        "Emma",
        authors=["Oldname"],
        genres=["Oldname"],
        vendor=make_vendor(shop_name="Oldname"),
        collection=make_collection("Oldname"),
    )
    tag = Tag.objects.create(label="oldname")
    TaggedItem.objects.create(tag=tag, content_object=book.product)
    settled()
    kinds = {
        "Author": Author,
        "Genre": Genre,
        "Vendor": Vendor,
        "Collection": type(book.product.collection),
        "Tag": Tag,
    }

    rename(kinds[model], "Newname")
    settled()
    assert find(q="newname") == [book.pk]

    for other in kinds:
        if other != model:
            rename(kinds[other], "Newname")
    settled()
    assert find(q="oldname") == []


def test_what_is_taken_off(find, settled):
    book = make_book("Emma", authors=["Austen"], genres=["Romance"])
    tag = Tag.objects.create(label="regency")
    TaggedItem.objects.create(tag=tag, content_object=book.product)
    settled()
    assert find(genre="romance") == find(q="regency") == [book.pk]

    tag.delete()
    Genre.objects.get().delete()
    book.written_by.all().delete()
    settled()

    for words in ("regency", "romance", "austen"):
        assert find(q=words) == []
    assert find(q="emma") == [book.pk]
