"""What is bought together is counted from orders, whatever becomes of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from core.privacy.erase import erase_person
from store.models import BoughtTogether, Order, PairedOrder, PairedProduct
from store.orders.moves import cancel_lines, move_items
from store.orders.services import delete_order, write_items
from store.recommendations import counting
from store.recommendations.counting import (
    count_all_stale,
    count_stale,
    mark_forgotten,
    mark_old,
    spread_marks,
)
from store.recommendations.tasks import mark_old_pairs
from tests.builders import make_customer, make_order, make_product
from tests.store.recommendations.pairing import both_ways, buy, buy_together, pairs

pytestmark = pytest.mark.django_db


def test_what_two_customers_bought_together_is_a_pair_both_ways() -> None:
    one, two, alone = make_product(), make_product(), make_product()
    buy_together(one, two, times=3)
    buy(alone)

    count_all_stale()

    assert pairs() == both_ways(one, two, 3)
    # cosine 1, shrunk by 3 / (3 + 2)
    assert {round(row.score, 4) for row in BoughtTogether.objects.all()} == {0.6}
    assert PairedProduct.objects.get(pk=alone.pk).buyers == 1


def test_a_pair_of_one_customer_alone_is_not_kept() -> None:
    one, two = make_product(), make_product()
    customer = make_customer()
    buy(one, two, customer=customer)
    buy(one, two, customer=customer)

    count_all_stale()

    assert pairs() == {}


def test_what_a_customer_bought_in_different_orders_belongs_together() -> None:
    one, two = make_product(), make_product()
    for customer in (make_customer(), make_customer()):
        buy(one, customer=customer)
        count_all_stale()
        buy(two, customer=customer)
        count_all_stale()

    assert pairs() == both_ways(one, two, 2)


def test_a_line_that_is_cancelled_leaves_both_ways() -> None:
    one, two, three = make_product(), make_product(), make_product()
    first, _ = buy_together(one, two, three)
    count_all_stale()
    assert len(pairs()) == 6

    item = first.items.get(product=two)
    cancel_lines(order=first, item_ids={item.pk}, until="shipped", by=None)
    count_all_stale()

    assert pairs() == both_ways(one, three, 2)
    assert PairedProduct.objects.get(pk=two.pk).buyers == 1


def test_what_is_returned_leaves_and_what_is_on_its_way_stays() -> None:
    one, two = make_product(), make_product()
    first, _ = buy_together(one, two)
    count_all_stale()
    item = first.items.get(product=two)

    for to in ("packed", "shipped", "delivered"):
        move_items(items=[item], to=to, by=None)
        assert count_all_stale() == 0
    assert pairs() == both_ways(one, two, 2)
    move_items(items=[item], to="returned", by=None)
    count_all_stale()

    assert pairs() == {}


def test_a_deleted_order_and_a_deleted_line_leave() -> None:
    one, two, three = make_product(), make_product(), make_product()
    first, second = buy_together(one, two, three)
    count_all_stale()

    write_items(order=second, saved=[], deleted=[second.items.get(product=three)])
    count_all_stale()
    assert pairs() == both_ways(one, two, 2)
    delete_order(order=first)
    count_all_stale()

    assert pairs() == {}


def test_counting_twice_changes_nothing() -> None:
    buy_together(make_product(), make_product())
    assert count_all_stale() == 2
    before = list(BoughtTogether.objects.order_by("pk").values())

    assert count_all_stale() == 0
    PairedOrder.objects.update(is_stale=True)
    PairedProduct.objects.update(is_stale=True)
    assert count_all_stale() == 2

    assert list(BoughtTogether.objects.order_by("pk").values()) == before


def test_a_best_seller_is_not_related_to_everything() -> None:
    rare, niche, best = make_product(), make_product(), make_product()
    buy_together(rare, niche, best, times=3)
    buy_together(best, times=9)

    count_all_stale()

    rows = BoughtTogether.objects.filter(product=rare).order_by("-score")
    assert [row.other_id for row in rows] == [niche.pk, best.pk]
    assert [round(row.score, 3) for row in rows] == [0.6, 0.3]


def test_a_basket_is_cut_to_its_newest_products(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "MOST_IN_BASKET", 2)
    old, one, two = make_product(), make_product(), make_product()
    for customer in (make_customer(), make_customer()):
        buy(old, customer=customer)
        buy(one, two, customer=customer)

    count_all_stale()

    # The old one still looks for its own pairs; nobody else's basket has it.
    assert pairs() == both_ways(one, two, 2) | {
        (old.pk, one.pk): 2,
        (old.pk, two.pk): 2,
    }


def test_only_the_best_others_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.recommendations.figures.MOST_OTHERS", 1)
    one, two, three = make_product(), make_product(), make_product()
    buy_together(one, two, three)
    buy_together(one, two)

    count_all_stale()

    assert pairs() == {(one.pk, two.pk): 4, (two.pk, one.pk): 4, (three.pk, one.pk): 2}


def test_of_a_best_seller_the_newest_buyers_are_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "MOST_BUYERS", 2)
    best, then, now = make_product(), make_product(), make_product()
    buy_together(best, then)
    buy_together(best, now)

    count_all_stale()

    others = BoughtTogether.objects.filter(product=best)
    assert [row.other_id for row in others] == [now.pk]


def test_a_settled_product_waits_for_the_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "SETTLED", 2)
    one, two = make_product(), make_product()
    buy_together(one, two)
    count_all_stale()
    buy_together(one, two, times=1)

    assert count_all_stale() == 0
    assert pairs() == both_ways(one, two, 2)
    PairedProduct.objects.update(counted_at=timezone.now() - counting.PAUSE)
    count_all_stale()

    assert pairs() == both_ways(one, two, 3)


def test_orders_that_old_code_placed_are_found() -> None:
    one, two = make_product(), make_product()
    buy_together(one, two)
    PairedOrder.objects.all().delete()
    long_ago = Order.objects.earliest("pk")
    Order.objects.filter(pk=long_ago.pk).update(
        placed_at=timezone.now() - timedelta(days=9)
    )

    assert mark_old_pairs() == 1
    assert mark_forgotten() == 1
    assert mark_forgotten() == 0
    count_all_stale()

    assert pairs() == both_ways(one, two, 2)


def test_what_was_counted_long_ago_is_counted_again_the_oldest_first() -> None:
    buy_together(make_product(), make_product())
    count_all_stale()
    oldest = PairedProduct.objects.latest("pk")
    now = timezone.now()
    PairedProduct.objects.update(counted_at=now - timedelta(days=40))
    PairedProduct.objects.filter(pk=oldest.pk).update(
        counted_at=now - timedelta(days=50)
    )

    assert mark_old(before=now - timedelta(days=30), most=1) == 1

    assert list(PairedProduct.objects.filter(is_stale=True)) == [oldest]
    assert count_stale() == 1


def test_an_order_given_to_somebody_else_counts_for_them() -> None:
    one, two = make_product(), make_product()
    buyers = [make_customer(), make_customer()]
    for customer in buyers:
        buy(one, customer=customer)
    foreign = buy_together(two)
    count_all_stale()
    assert pairs() == {}

    for order, customer in zip(foreign, buyers, strict=True):
        order.customer = customer
        order.save(update_fields=["customer"])
        counting.mark_order(order_id=order.pk)
    count_all_stale()

    assert pairs() == both_ways(one, two, 2)


def test_erasing_a_person_changes_no_count_and_no_row_names_one() -> None:
    one, two = make_product(), make_product()
    order, _ = buy_together(one, two)
    count_all_stale()

    erase_person(user=order.customer.user)
    count_all_stale()

    assert pairs() == both_ways(one, two, 2)
    names = {
        field.name
        for field in (*BoughtTogether._meta.fields, *PairedOrder._meta.fields)
    }
    assert names == {
        *("id", "product", "other", "customers", "score"),
        *("order_id", "is_stale", "product_ids"),
    }


def test_marks_are_spread_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "ORDERS", 2)
    for _ in range(3):
        make_order()

    assert [spread_marks(), spread_marks(), spread_marks()] == [2, 1, 0]
    assert count_all_stale(most=1) == 3
