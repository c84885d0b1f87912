"""What somebody may like, from what they did, each with its reason."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from rest_framework.test import APIClient

from store.models import Book, PreferredGenre, Product, ProductPeriod
from store.recommendations.tops import popular_ids, rank_popular
from tests.builders import (
    make_collection,
    make_entry,
    make_product,
    make_review,
    make_vendor,
    make_view,
)
from tests.store.recommendations.pairing import (
    FOR_YOU,
    ask,
    buy,
    buy_together,
    catch_up,
    reasons,
)
from tests.store.recommendations.test_related import make_book, make_genre

pytestmark = pytest.mark.django_db


def ids(answer: list[dict[str, Any]]) -> list[int]:
    return [one["id"] for one in answer]


def test_nobody_is_asked_to_sign_in() -> None:
    assert APIClient().get(FOR_YOU).status_code == 401


def test_what_goes_with_what_one_bought_comes_first(alice: Any) -> None:
    dates, nuts = make_product("Dates"), make_product()
    buy_together(dates, nuts)
    popular = make_product()
    buy_together(popular, times=5)
    order = buy(dates, customer=alice.customer)
    catch_up()

    answer = ask(alice)

    assert answer[0]["id"] == nuts.pk
    assert answer[0]["reason"] == {
        "code": "because_you_bought",
        "words": "Because you bought Dates",
        "about": "Dates",
    }
    assert reasons(answer)[popular.pk] == "Popular now"
    assert dates.pk not in ids(answer)
    order.items.update(status="cancelled")
    assert dates.pk in ids(ask(alice))


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda c, p: make_entry(c, p), "Because you have Dates"),
        (
            lambda c, p: make_review(p, customer=c, rating=4),
            "Because you rated Dates",
        ),
        (
            lambda c, p: c.favorite_products.create(product=p),
            "Because Dates is a favourite of yours",
        ),
        (lambda c, p: make_view(c, p), "Because you looked at Dates"),
    ],
)
def test_everything_one_did_speaks_for_what_goes_with_it(
    alice: Any, act: Any, words: str
) -> None:
    dates, nuts = make_product("Dates"), make_product()
    buy_together(dates, nuts)
    act(alice.customer, dates)
    catch_up()

    assert reasons(ask(alice))[nuts.pk] == words


def test_a_preferred_genre_brings_its_best_books(alice: Any, bob: Any) -> None:
    fantasy = make_genre("Fantasy")
    best, other = make_book(fantasy), make_book(fantasy)
    buy(best)
    foreign = make_book(make_genre("Cooking"))
    PreferredGenre.objects.create(customer=alice.customer, genre=fantasy)
    catch_up()

    answer = ask(alice)

    assert ids(answer) == [best.pk, other.pk, foreign.pk]
    assert reasons(answer) == {
        best.pk: "Because you like Fantasy",
        other.pk: "Because you like Fantasy",
        foreign.pk: "Popular now",
    }
    assert set(reasons(ask(bob)).values()) == {"Popular now"}


def test_what_one_bought_makes_one_like_its_shelf(alice: Any) -> None:
    shelf = make_collection("Fresh Fruit")
    bought, other = make_product(collection=shelf), make_product(collection=shelf)
    buy(bought, customer=alice.customer)
    catch_up()

    assert reasons(ask(alice)) == {other.pk: "Because you like Fresh Fruit"}


def test_bad_ratings_count_against_the_product_and_what_is_like_it(alice: Any) -> None:
    horror = make_genre("Horror")
    bad, like_it = make_book(horror, title="Bad"), make_book(horror)
    goes_with_it, neutral = make_product(), make_product()
    buy_together(bad, goes_with_it)
    buy(bad, customer=alice.customer)
    catch_up()
    assert {like_it.pk, goes_with_it.pk} < set(ids(ask(alice)))
    review = make_review(bad, customer=alice.customer, rating="2.0")

    assert ids(ask(alice)) == [neutral.pk]

    review.rating = "2.5"
    review.save()
    assert {like_it.pk, goes_with_it.pk} < set(ids(ask(alice)))


def test_a_badly_rated_product_that_was_not_bought_is_not_shown(alice: Any) -> None:
    bad, other = make_product(), make_product()
    make_review(bad, customer=alice.customer, rating="0.5")
    catch_up()

    assert ids(ask(alice)) == [other.pk]


def test_nothing_owned_and_nothing_hidden_is_shown(alice: Any) -> None:
    shop = make_vendor()
    seed, bought, given, draft, closed, sold_out, left = (
        make_product(vendor=shop if place == 4 else None) for place in range(7)
    )
    buy_together(seed, bought, given, draft, closed, sold_out, left)
    buy(seed, bought, customer=alice.customer)
    make_entry(alice.customer, given)
    make_view(alice.customer, draft)
    catch_up()
    draft.is_published, shop.is_open = False, False
    draft.save()
    shop.save()
    Product.objects.filter(pk=sold_out.pk).update(inventory=0)

    answer = ask(alice)

    assert ids(answer) == [left.pk]
    assert draft.title not in str(answer)


def test_a_new_reader_gets_what_is_popular_and_what_is_new(alice: Any) -> None:
    old, best = make_product(), make_product()
    buy_together(best)
    catch_up()
    new = make_product()

    answer = ask(alice)

    assert [(one["id"], one["reason"]["code"]) for one in answer] == [
        (best.pk, "popular_now"),
        (old.pk, "popular_now"),
        (new.pk, "new"),
    ]


def test_before_anything_was_ranked_there_is_what_is_new(alice: Any) -> None:
    one, two = make_product(), make_product()

    assert ids(ask(alice)) == [two.pk, one.pk]


def test_not_all_of_it_is_of_one_vendor_or_genre(alice: Any) -> None:
    fantasy, shop = make_genre("Fantasy"), make_vendor()
    seed = make_product()
    for _ in range(6):
        make_book(fantasy, vendor=make_vendor())
    of_shop = [make_product(vendor=shop) for _ in range(6)]
    buy_together(seed, *of_shop)
    buy(seed, customer=alice.customer)
    PreferredGenre.objects.create(customer=alice.customer, genre=fantasy)
    catch_up()
    for _ in range(4):
        make_product(vendor=make_vendor())

    answer = ask(alice)

    shops = Counter(one["vendor_id"] for one in answer)
    books = Book.objects.filter(pk__in=ids(answer)).count()
    assert (len(answer), shops[shop.pk], books) == (12, 4, 4)
    assert len(ask(alice, limit=3)) == 3


def test_when_there_is_only_one_vendor_it_is_all_of_it(alice: Any) -> None:
    shelf = make_collection()
    for _ in range(5):
        make_product(collection=shelf)
    rank_popular()

    assert len(ask(alice, limit=5)) == 5


def test_views_do_not_count_for_who_wants_nothing_remembered(alice: Any) -> None:
    dates, nuts = make_product("Dates"), make_product()
    buy_together(dates, nuts)
    make_view(alice.customer, dates)
    catch_up()
    alice.customer.tracks_history = False
    alice.customer.save()

    assert reasons(ask(alice))[nuts.pk] == "Popular now"


def test_what_others_did_is_not_taken_for_ones_own(alice: Any, bob: Any) -> None:
    dates, nuts = make_product("Dates"), make_product()
    buy_together(dates, nuts)
    buy(dates, customer=bob.customer)
    make_review(dates, rating=5)
    catch_up()

    assert "Dates" not in str([one["reason"] for one in ask(alice)])
    assert dates.pk in ids(ask(alice))


def test_an_account_that_was_never_saved_is_a_new_reader() -> None:
    make_review(make_product(), rating=1)  # by nobody who is known

    assert [one["reason"]["code"] for one in ask(get_user_model()())] == ["new"]


def test_what_is_popular_is_what_sold_in_the_last_months_then_the_newest() -> None:
    once, twice, never, long_ago, draft = (make_product() for _ in range(5))
    buy(twice)
    buy(twice)
    buy(once)
    buy_together(long_ago, draft, times=3)
    catch_up()
    sold = ProductPeriod.objects.filter(product=long_ago)
    sold.exclude(period=timezone.localdate().isoformat()[:7]).delete()
    sold.update(period="2020-01")
    Product.objects.filter(pk=draft.pk).update(is_published=False)

    assert popular_ids(limit=9) == [twice.pk, once.pk, long_ago.pk, never.pk]
    assert popular_ids(limit=1) == [twice.pk]
