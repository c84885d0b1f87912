"""What changes is found as it is now: before anything is folded in, and after."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from store.books.services import write_book
from store.discovery.folding import fold_changes
from store.models import (
    BookFile,
    ChangedProduct,
    Genre,
    Product,
    ProductRating,
    SearchBlock,
    Vendor,
)
from store.orders.moves import move_items
from store.reading.choices import FileStatus
from store.reading.services import take_away
from store.reviews.services import write_review
from tests.builders import (
    make_collection,
    make_delivered,
    make_entry,
    make_order,
    make_product,
    make_vendor,
)
from tests.store.discovery.stock import make_book, settle

pytestmark = pytest.mark.django_db


def test_a_suspended_vendor_is_gone_at_once(find, anon, settled):
    shop = make_vendor(shop_name="Mango House")
    gone, stays = make_product("Mango", vendor=shop), make_product("Mango")
    settled()
    assert find(q="mango") == [gone.pk, stays.pk]

    Vendor.objects.filter(pk=shop.pk).update(status="suspended")

    assert find(q="mango") == find() == [stays.pk]
    body = anon.get("/store/search/", {"q": "mango"}).json()
    assert body["facets"]["vendor"] == []
    suggested = anon.get("/store/search/suggestions/", {"q": "man"}).json()
    assert suggested["vendors"] == []
    assert [row["id"] for row in suggested["products"]] == [stays.pk]
    Vendor.objects.filter(pk=shop.pk).update(status="approved", is_open=False)
    assert find(q="mango") == [stays.pk]


def by_save(product: Product, **values: Any) -> None:
    for name, value in values.items():
        setattr(product, name, value)
    product.save(update_fields=list(values))


def by_update(product: Product, **values: Any) -> None:
    Product.objects.filter(pk=product.pk).update(**values)


@pytest.mark.parametrize("write", [by_save, by_update])
def test_price_publication_and_shelf(find, settled, write):
    shelf, other = make_collection(), make_collection()
    product = make_product(unit_price=Decimal(10), collection=shelf)
    settled()
    assert find(unit_price__lte="10", collection_id=shelf.pk) == [product.pk]

    write(product, unit_price=Decimal("10.01"), collection=other)
    assert find(unit_price__lte="10") == []
    assert find(unit_price__gt="10", collection_id=other.pk) == [product.pk]

    write(product, is_published=False)
    assert find() == []


def test_prices_that_a_vendor_writes_in_bulk(
    find, settled, client_of, vera, veras_shop
):
    product = make_product(vendor=veras_shop)
    settled()
    url = f"/store/vendors/{veras_shop.pk}/products/bulk/"
    items = [{"id": product.pk, "unit_price": "77.00"}]

    client_of(vera).post(url, {"items": items}, format="json")

    assert find(unit_price__gte="77") == [product.pk]


def test_what_is_sold_out_and_comes_back(find, settled, staff):
    product = make_product(inventory=2)
    settled()
    order = make_order(None, (product, 2))
    assert find(in_stock="true") == []
    assert find(in_stock="false") == [product.pk]

    move_items(items=order.items.all(), to="cancelled", by=staff)

    assert find(in_stock="true") == [product.pk]


def test_a_sale_that_leaves_some_marks_nothing(settled):
    product = make_product(inventory=3)
    settle()

    make_order(None, (product, 2))

    assert not ChangedProduct.objects.filter(pk=product.pk).exists()


def test_a_deleted_product(find, settled):
    product, other = make_product("Mango"), make_product("Mango")
    settled()

    product.delete()

    assert find() == find(q="mango") == [other.pk]


def test_ratings_and_files(find, settled):
    book = make_book()
    settled()
    assert find(rating__gte="1") == find(format="pdf") == []

    rating = ProductRating.objects.create(
        product=book.product, average=Decimal("4.25"), count=2
    )
    BookFile.objects.create(
        book=book, format="epub", is_sample=True, status=FileStatus.READY
    )
    file = BookFile.objects.create(book=book, format="pdf")
    assert find(format="pdf") == []  # nobody looked into it yet
    file.status = FileStatus.READY
    file.save(update_fields=["status"])

    assert find(rating__gte="4") == find(format="pdf") == [book.pk]
    assert find(format="epub") == []
    make_entry(product=book.product)
    take_away(edition=file)
    rating.delete()
    assert find(rating__gte="1") == find(format="pdf") == []


def test_a_review_counts_at_once(find, settled, alice):
    product = make_delivered(alice.customer).items.get().product
    settled()

    write_review(product=product, customer=alice.customer, rating=Decimal("4.5"))

    assert find(rating__gte="4.5") == [product.pk]


def test_a_book_that_is_written(find, settled):
    product = make_product()
    settled()
    genre = Genre.objects.create(name="Crime", slug="crime")

    values = {"authors": ["Ann Radcliffe"], "genres": [genre.pk], "language": "fr"}
    write_book(product_id=product.pk, values=values)
    assert find(genre="crime") == find(language="fra") == [product.pk]
    settled()

    assert find(q="radcliffe") == find(q="crime") == [product.pk]


def test_a_product_that_moves_to_another_vendor(find, settled):
    product = make_product("Mango", vendor=make_vendor(shop_name="Oldshop"))
    settled()

    product.vendor = make_vendor(shop_name="Newshop")
    product.save()
    settled()

    assert find(q="newshop") == find(vendor_id=product.vendor_id) == [product.pk]
    assert find(q="oldshop") == []


def test_one_product_is_written_right_after_the_commit(
    find, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        product = make_product("Mango", collection=make_collection("Fruit"))

    assert find(q="fruit") == [product.pk]


def test_a_product_is_found_by_its_title_before_any_task(find):
    product = make_product("Mango", description="Ripe")

    assert find(q="mango") == find(q="ripe") == [product.pk]


def test_what_changed_while_it_was_folded_in_stays_marked(find, monkeypatch):
    from store.discovery import folding

    product = make_product(unit_price=Decimal(10))
    settle(folded=False)
    read = folding.facts_of_keys

    def read_and_change(keys: list[int]) -> Any:
        facts = read(keys)
        by_save(product, unit_price=Decimal(20))
        return facts

    monkeypatch.setattr(folding, "facts_of_keys", read_and_change)
    fold_changes()  # builds the block
    by_save(product, unit_price=Decimal(11))
    fold_changes()

    assert ChangedProduct.objects.filter(pk=product.pk).exists()
    assert find(unit_price__gte="20") == [product.pk]


def test_a_price_alone_leaves_the_words_as_they_are(find):
    product = make_product("Mango")
    settle()
    words = SearchBlock.objects.get(kept="words").version

    by_update(product, unit_price=Decimal(77))
    fold_changes()

    assert SearchBlock.objects.get(kept="words").version == words
    assert find(q="mango", unit_price__gte="77") == [product.pk]


def test_words_that_change_before_a_price_are_not_forgotten(find):
    product = make_product("Mango")
    settle()

    by_update(product, title="Basket")
    by_update(product, unit_price=Decimal(77))

    assert find(q="basket") == [product.pk]
    fold_changes()
    assert (find(q="basket"), find(q="mango")) == ([product.pk], [])
