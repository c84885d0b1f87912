"""Returns at once: one request a line, one decision a request. With controls."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pytest
from rest_framework.test import APIClient

from store.models import Order, OrderItem, ReturnRequest
from store.orders import returns
from store.orders.choices import ReturnStatus
from store.orders.returns import accept_return, ask_returns, refuse_return
from tests.builders import make_delivered, make_product, make_return, make_user
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


def kinds(results: list[Any]) -> Counter[str]:
    return Counter(type(result).__name__ for result in results)


def lock_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for model in (Order, OrderItem, ReturnRequest):
        monkeypatch.setattr(
            type(model.objects.all()), "select_for_update", lambda self, **options: self
        )


def ask_at_once() -> list[Any]:
    order = make_delivered()
    keys = {item.pk for item in order.items.all()}
    ask = partial(ask_returns, order=order, item_ids=keys, reason="other")
    return together(*[ask] * 4)


def requests_a_line() -> Counter[int]:
    return Counter(ReturnRequest.objects.values_list("item", flat=True))


def test_of_equal_requests_at_once_one_is_made() -> None:
    for _ in range(ROUNDS):
        assert kinds(ask_at_once()) == {"list": 1, "ReturnAsked": 3}
    assert set(requests_a_line().values()) == {1}


@pytest.mark.mariadb
def test_the_unique_column_alone_keeps_the_second_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lock_nothing(monkeypatch)
    for _ in range(ROUNDS):
        assert kinds(ask_at_once())["list"] == 1
    assert set(requests_a_line().values()) == {1}


@pytest.mark.mariadb
def test_without_both_a_line_has_several_requests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: look, then write what the database has nothing against."""

    def write(*, lines: list[OrderItem], reason: str, words: str) -> list[Any]:
        return [
            ReturnRequest.objects.create(
                item=line, reason=reason, status=ReturnStatus.WITHDRAWN
            )
            for line in lines
        ]

    lock_nothing(monkeypatch)
    monkeypatch.setattr(returns, "write_requests", write)
    for _ in range(ROUNDS):
        ask_at_once()

    assert max(requests_a_line().values()) > 1


def decide_at_once(product: Any) -> tuple[ReturnRequest, list[Any]]:
    request = make_return(make_delivered(None, (product, 1)).items.get())
    results = together(
        partial(accept_return, request=request, by=None),
        partial(refuse_return, request=request, by=None, note="Used."),
    )
    request.refresh_from_db()
    return request, results


def test_accepted_and_refused_at_once_it_is_one_of_them() -> None:
    product = make_product(inventory=100)
    for _ in range(ROUNDS):
        request, results = decide_at_once(product)

        assert kinds(results) == {"NoneType": 1, "ReturnDecided": 1}
        accepted = results[0] is None
        assert request.status == ("accepted" if accepted else "refused")
        assert request.note == ("" if accepted else "Used.")
        assert request.item.status == ("returned" if accepted else "delivered")
    product.refresh_from_db()
    back = ReturnRequest.objects.filter(status="accepted").count()
    assert product.inventory == 100 - ROUNDS + back


@pytest.mark.mariadb
def test_the_conditional_update_alone_keeps_a_second_decision_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lock_nothing(monkeypatch)
    product = make_product(inventory=100)
    for _ in range(ROUNDS):
        request, results = decide_at_once(product)

        assert kinds(results)["NoneType"] <= 1
        assert (request.status == "accepted") == (request.item.status == "returned")


@pytest.mark.mariadb
def test_without_both_a_refused_line_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: read, look, write."""

    def decide(*, requests: list[ReturnRequest], to: str, **values: Any) -> None:
        keys = [request.pk for request in requests]
        note = values.get("note", "")
        ReturnRequest.objects.filter(pk__in=keys).update(status=to, note=note)

    lock_nothing(monkeypatch)
    monkeypatch.setattr(returns, "decide", decide)
    both = 0
    for _ in range(ROUNDS):
        _, results = decide_at_once(make_product())
        both += kinds(results)["NoneType"] == 2

    assert both


def send(verb: str, url: str, user: Any, **body: Any) -> int:
    client = APIClient()
    client.force_authenticate(user=user)
    return getattr(client, verb)(url, body, format="json").status_code


def test_accepted_while_the_line_is_moved_it_comes_back_once(veras_shop: Any) -> None:
    product = make_product(inventory=100, vendor=veras_shop)
    staff = make_user(is_staff=True)
    vendor = f"/store/vendors/{veras_shop.pk}"
    for _ in range(ROUNDS):
        order = make_delivered(None, (product, 1))
        item, part = order.items.get(), order.vendor_orders.get()
        request = make_return(item)
        line = f"{vendor}/orders/{part.pk}/items/{item.pk}/"

        answers = together(
            partial(send, "post", f"{vendor}/returns/{request.pk}/accept/", staff),
            partial(send, "patch", line, staff, status="returned", restock=False),
        )

        assert tuple(answers) in {(200, 400), (409, 200)}
        request.refresh_from_db()
        item.refresh_from_db()
        assert (request.status, item.status) == ("accepted", "returned")
        assert request.restocked is (answers[0] == 200)
    product.refresh_from_db()
    back = ReturnRequest.objects.filter(restocked=True).count()
    assert product.inventory == 100 - ROUNDS + back


def test_refused_while_the_line_is_moved_both_say_the_same(veras_shop: Any) -> None:
    """Refused first, the vendor took it back after all; moved first, it was accepted."""
    staff = make_user(is_staff=True)
    vendor = f"/store/vendors/{veras_shop.pk}"
    for _ in range(ROUNDS):
        order = make_delivered(None, (make_product(vendor=veras_shop), 1))
        item, part = order.items.get(), order.vendor_orders.get()
        request = make_return(item)
        line = f"{vendor}/orders/{part.pk}/items/{item.pk}/"

        refused, moved = together(
            partial(
                send,
                "post",
                f"{vendor}/returns/{request.pk}/refuse/",
                staff,
                note="No.",
            ),
            partial(send, "patch", line, staff, status="returned"),
        )

        assert (refused, moved) in {(200, 200), (409, 200)}
        request.refresh_from_db()
        assert request.status == ("refused" if refused == 200 else "accepted")
