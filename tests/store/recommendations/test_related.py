"""What belongs to a product, with the reason of each."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from rest_framework.test import APIClient

from store.models import Book, Genre, Product
from store.recommendations import tagged
from store.recommendations.tops import rank_popular
from tags.models import Tag, TaggedItem
from tests.builders import make_collection, make_entry, make_product, make_vendor
from tests.store.recommendations.pairing import ask, buy, buy_together, catch_up

pytestmark = pytest.mark.django_db


def related(product: Product, user: Any = None, **params: Any) -> list[Any]:
    return ask(user, f"/store/products/{product.pk}/related/", **params)


def codes(answer: list[dict[str, Any]]) -> dict[int, str]:
    return {one["id"]: one["reason"]["code"] for one in answer}


def make_book(*genres: Genre, **fields: Any) -> Product:
    product = make_product(**fields)
    Book.objects.create(product=product).genres.set(genres)
    return product


def make_genre(name: str) -> Genre:
    return Genre.objects.create(name=name, slug=name.lower())


def stick(label: str, *products: Product) -> None:
    tag, _ = Tag.objects.get_or_create(label=label)
    kind = ContentType.objects.get_for_model(Product)
    for product in products:
        TaggedItem.objects.create(tag=tag, content_type=kind, object_id=product.pk)


def test_bought_together_comes_first_then_genre_collection_and_tag() -> None:
    fantasy, shelf = make_genre("Fantasy"), make_collection("Novels")
    asked = make_book(fantasy, collection=shelf)
    by_tag = make_product()
    by_shelf = make_product(collection=shelf)
    by_genre = make_book(fantasy)
    together = make_product()
    make_product()
    stick("gift", asked, by_tag)
    buy_together(asked, together)
    catch_up()

    answer = related(asked)

    assert [(one["id"], one["reason"]) for one in answer] == [
        (
            together.pk,
            {
                "code": "bought_together",
                "words": "Bought by people who bought this",
                "about": None,
            },
        ),
        (
            by_genre.pk,
            {"code": "same_genre", "words": "Also Fantasy", "about": "Fantasy"},
        ),
        (
            by_shelf.pk,
            {
                "code": "same_collection",
                "words": "Also in Novels",
                "about": "Novels",
            },
        ),
        (
            by_tag.pk,
            {
                "code": "shared_tag",
                "words": "Tagged gift as well",
                "about": "gift",
            },
        ),
    ]
    [shown] = (
        APIClient().get(f"/store/products/?search={together.title}").json()["results"]
    )
    assert answer[0] == {**shown, "reason": answer[0]["reason"]}


def test_the_strongest_pair_and_the_most_shared_genres_come_first() -> None:
    one, two = make_genre("Gothic"), make_genre("Romance")
    asked = make_book(one, two)
    shares_one = make_book(one)
    shares_both = make_book(one, two)
    weaker, stronger = make_product(), make_product()
    buy_together(asked, stronger, weaker)
    buy_together(asked, stronger)
    catch_up()

    keys = [row["id"] for row in related(asked)]

    assert keys == [stronger.pk, weaker.pk, shares_both.pk, shares_one.pk]


def test_hidden_things_are_never_shown() -> None:
    shelf = make_collection()
    asked = make_product(collection=shelf)
    hidden = [
        make_product(collection=shelf),
        make_product(collection=shelf, vendor=make_vendor()),
        make_product(collection=shelf),
    ]
    buy_together(asked, *hidden)
    stick("ripe", asked, *hidden)
    catch_up()
    assert len(related(asked)) == 3

    Product.objects.filter(pk=hidden[0].pk).update(is_published=False)
    hidden[1].vendor.is_open = False
    hidden[1].vendor.save()
    Product.objects.filter(pk=hidden[2].pk).update(inventory=0)

    assert related(asked) == []


def test_a_reader_is_not_shown_what_they_hold_but_mangoes_again(
    alice: Any, bob: Any
) -> None:
    asked, mango, book, given = (
        make_product(),
        make_product(),
        make_book(),
        make_product(),
    )
    buy_together(asked, mango, book, given)
    buy(mango, book, customer=alice.customer)
    make_entry(alice.customer, given)
    catch_up()

    assert set(codes(related(asked, alice))) == {mango.pk}
    assert set(codes(related(asked, bob))) == {mango.pk, book.pk, given.pk}
    assert set(codes(related(asked))) == {mango.pk, book.pk, given.pk}


def test_a_book_that_was_given_back_is_shown_again(alice: Any) -> None:
    asked, book = make_product(), make_book()
    buy_together(asked, book)
    order = buy(book, customer=alice.customer)
    catch_up()
    assert related(asked, alice) == []

    order.items.update(status="returned")

    assert set(codes(related(asked, alice))) == {book.pk}


def test_in_a_collection_what_sells_comes_first_and_the_newest_before_any_ranking() -> (
    None
):
    shelf = make_collection()
    asked, old, new = (make_product(collection=shelf) for _ in range(3))
    assert list(codes(related(asked))) == [new.pk, old.pk]

    buy(old)
    catch_up()

    assert list(codes(related(asked))) == [old.pk, new.pk]


def test_the_limit_is_kept_and_checked() -> None:
    shelf = make_collection()
    asked = make_product(collection=shelf)
    for _ in range(13):
        make_product(collection=shelf)
    rank_popular()
    url = f"/store/products/{asked.pk}/related/"

    assert len(related(asked)) == 12
    assert len(related(asked, limit=3)) == 3
    for limit in ("0", "25", "x", ""):
        assert APIClient().get(url, {"limit": limit}).status_code == 400


def test_beside_what_nobody_may_see_there_is_nothing(
    veras_shop: Any, vera: Any
) -> None:
    draft = make_product(vendor=veras_shop, is_published=False)
    other = make_product(collection=draft.collection)
    url = f"/store/products/{draft.pk}/related/"

    assert APIClient().get(url).status_code == 404
    assert APIClient().get("/store/products/x/related/").status_code == 404
    assert list(codes(related(draft, vera))) == [other.pk]


def test_it_works_without_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, other = make_product(), make_product()
    stick("ripe", asked, other)
    assert codes(related(asked)) == {other.pk: "shared_tag"}

    monkeypatch.setattr(tagged, "_readers", [])

    assert related(asked) == []


def test_those_that_share_most_tags_come_first_with_the_first_label() -> None:
    asked, shares_one, shares_two = (make_product() for _ in range(3))
    stick("ripe", asked, shares_two)
    stick("new", asked, shares_two, shares_one)

    answer = related(asked)

    assert [(one["id"], one["reason"]["about"]) for one in answer] == [
        (shares_two.pk, "ripe"),
        (shares_one.pk, "new"),
    ]
