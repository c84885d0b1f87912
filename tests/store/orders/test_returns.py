"""Asking to give something back: `/store/orders/{id}/returns/`."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from store.models import ReturnRequest, StatusChange, Vendor
from store.orders.moves import move_items
from tests.architecture.world import everything
from tests.builders import make_delivered, make_order, make_product, make_return

pytestmark = pytest.mark.django_db


@pytest.fixture
def bought(alice: Any, veras_shop: Vendor, ottos_shop: Vendor) -> SimpleNamespace:
    """Two lines of vera's, one of otto's, all delivered."""
    order = make_delivered(
        alice.customer,
        (make_product("One", vendor=veras_shop, inventory=10), 2),
        (make_product("Two", vendor=veras_shop, inventory=10), 3),
        (make_product("Three", vendor=ottos_shop, inventory=10), 4),
    )
    return SimpleNamespace(
        order=order,
        items=list(order.items.order_by("pk")),
        url=f"/store/orders/{order.pk}/returns/",
        detail=f"/store/orders/{order.pk}/",
    )


def ask(client: Any, bought: SimpleNamespace, *numbers: int, **body: Any) -> Any:
    ids = [bought.items[number].pk for number in numbers]
    body = {"items": ids, "reason": "damaged"} | body
    return client.post(bought.url, body, format="json")


def refused(answer: Any, code: str, *lines: Any) -> bool:
    """Whether it is a 409 with this code that names these lines."""
    body = answer.json()
    named = [line["id"] for line in body.get("lines", [])]
    return (answer.status_code, body["code"]) == (409, code) and named == [
        line.pk for line in lines
    ]


def test_each_line_gets_a_request_of_its_own(
    client_of: Any, alice: Any, bought: SimpleNamespace
) -> None:
    client = client_of(alice)

    answer = ask(client, bought, 0, 2, words="Bruised.")

    assert answer.status_code == 201
    first, second = ReturnRequest.objects.order_by("pk")
    one, three = bought.items[0], bought.items[2]
    assert answer.json() == [
        {
            "id": request.pk,
            "item": {
                "id": line.pk,
                "title": line.title,
                "quantity": line.quantity,
                "status": "delivered",
            },
            "vendor_id": line.vendor_id,
            "reason": "damaged",
            "words": "Bruised.",
            "status": "asked",
            "asked_at": request.asked_at.isoformat().replace("+00:00", "Z"),
            "decided_at": None,
            "note": "",
        }
        for request, line in ((first, one), (second, three))
    ]
    assert client.get(bought.url).json() == answer.json()[::-1]
    lines = client.get(bought.detail).json()["items"]
    assert [line["return"] for line in lines] == ["asked", None, "asked"]
    assert {line["status"] for line in lines} == {"delivered"}


def test_the_list_of_orders_says_nothing_of_returns(
    client_of: Any, alice: Any, bought: SimpleNamespace
) -> None:
    [order] = client_of(alice).get("/store/orders/").json()

    assert all("return" not in line for line in order["items"])


@pytest.mark.parametrize(
    "steps", [[], ["packed"], ["packed", "shipped"], ["cancelled"]]
)
def test_what_was_not_delivered_is_not_given_back(
    client_of: Any, alice: Any, steps: list[str]
) -> None:
    order = make_order(alice.customer, (make_product(), 1))
    item = order.items.get()
    for to in steps:
        move_items(items=[item], to=to, by=None)
    rows = everything()

    answer = client_of(alice).post(
        f"/store/orders/{order.pk}/returns/",
        {"items": [item.pk], "reason": "other"},
        format="json",
    )

    assert refused(answer, "not_delivered", item)
    assert everything() == rows


def test_one_line_that_came_back_keeps_the_whole_from_being_asked(
    client_of: Any, alice: Any, bought: SimpleNamespace
) -> None:
    move_items(items=[bought.items[1]], to="returned", by=None)
    rows = everything()

    answer = ask(client_of(alice), bought, 0, 1, 2)

    assert refused(answer, "not_delivered", bought.items[1])
    assert everything() == rows


def test_the_window_is_counted_from_the_delivery(
    client_of: Any, alice: Any, bought: SimpleNamespace, settings: Any
) -> None:
    settings.STORE_RETURN_DAYS = 3
    late, in_time, _ = bought.items
    arrivals = StatusChange.objects.filter(to_status="delivered")
    then = arrivals.get(item=late).at - timedelta(days=3, minutes=1)
    arrivals.filter(item=late).update(at=then)
    arrivals.filter(item=in_time).update(at=then + timedelta(minutes=2))
    rows = everything()

    both = ask(client_of(alice), bought, 0, 1)

    assert refused(both, "return_window_over", late)
    assert everything() == rows
    assert ask(client_of(alice), bought, 1).status_code == 201


def test_the_window_is_fourteen_days(
    client_of: Any, alice: Any, bought: SimpleNamespace
) -> None:
    then = StatusChange.objects.latest("at").at - timedelta(days=14, minutes=1)
    StatusChange.objects.filter(to_status="delivered").update(at=then)

    assert refused(
        ask(client_of(alice), bought, 0), "return_window_over", bought.items[0]
    )


@pytest.mark.parametrize("then", ["asked", "accepted", "refused"])
def test_a_line_is_asked_for_once_whatever_was_decided(
    client_of: Any, alice: Any, vera: Any, bought: SimpleNamespace, then: str
) -> None:
    request = make_return(bought.items[0])
    if then != "asked":
        verb = {"accepted": "accept", "refused": "refuse"}[then]
        client_of(vera).post(
            f"/store/vendors/{request.vendor_id}/returns/{request.pk}/{verb}/",
            {"note": "Well."},
        )
    request.refresh_from_db()
    assert request.status == then
    rows = everything()

    answer = ask(client_of(alice), bought, 0, 1)

    assert refused(answer, "return_asked", bought.items[0])
    assert everything() == rows


def test_what_was_withdrawn_may_be_asked_again(
    client_of: Any, alice: Any, bought: SimpleNamespace
) -> None:
    client = client_of(alice)
    [first] = ask(client, bought, 0).json()

    gone = client.post(f"{bought.url}{first['id']}/withdraw/")

    assert (gone.status_code, gone.json()["status"]) == (200, "withdrawn")
    assert gone.json()["decided_at"] is not None
    assert client.get(bought.detail).json()["items"][0]["return"] is None
    again = client.post(f"{bought.url}{first['id']}/withdraw/")
    assert (again.status_code, again.json()["code"]) == (409, "return_decided")
    assert again.json()["status"] == "withdrawn"
    assert ask(client, bought, 0).status_code == 201
    assert [row["status"] for row in client.get(bought.url).json()] == [
        "asked",
        "withdrawn",
    ]


@pytest.mark.parametrize("verb", ["accept", "refuse"])
def test_what_was_decided_is_not_withdrawn(
    client_of: Any, alice: Any, vera: Any, bought: SimpleNamespace, verb: str
) -> None:
    request = make_return(bought.items[0])
    client_of(vera).post(
        f"/store/vendors/{request.vendor_id}/returns/{request.pk}/{verb}/",
        {"note": "Well."},
    )
    rows = everything()

    answer = client_of(alice).post(f"{bought.url}{request.pk}/withdraw/")

    assert (answer.status_code, answer.json()["code"]) == (409, "return_decided")
    assert everything() == rows


def test_lines_of_another_order_are_unknown(
    client_of: Any, alice: Any, bob: Any, bought: SimpleNamespace
) -> None:
    own = make_delivered(alice.customer).items.get()
    foreign = make_delivered(bob.customer).items.get()
    rows = everything()

    for pk in (own.pk, foreign.pk, 999_999, 10**30):
        items = [bought.items[0].pk, pk]
        answer = ask(client_of(alice), bought, items=items)
        assert (answer.status_code, answer.json()["code"]) == (400, "unknown_items")
    assert everything() == rows


@pytest.mark.parametrize(
    "body",
    [
        {"items": []},
        {"items": None},
        {"items": "x"},
        {"items": [None]},
        {"items": [0]},
        {"items": [[1]]},
        {"reason": "bored"},
        {"reason": ""},
        {"reason": None},
        {"reason": ["damaged"]},
        {"words": "x" * 2001},
        {"words": None},
        {"words": "a\x00b"},
        {"words": {}},
    ],
)
def test_a_body_that_is_none_is_refused(
    client_of: Any, alice: Any, bought: SimpleNamespace, body: dict[str, Any]
) -> None:
    answer = ask(client_of(alice), bought, 0, **body)

    assert answer.status_code == 400
    assert set(body) <= set(answer.json())
    assert not ReturnRequest.objects.exists()


@pytest.mark.parametrize("who", ["bob", "vera", "otto"])
def test_nobody_else_finds_the_order(
    request: Any, client_of: Any, bought: SimpleNamespace, who: str
) -> None:
    asked = make_return(bought.items[0], words="Secret words")
    client = client_of(request.getfixturevalue(who))
    rows = everything()

    answers = [
        client.get(bought.url),
        ask(client, bought, 1),
        client.post(f"{bought.url}{asked.pk}/withdraw/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert all("Secret" not in answer.content.decode() for answer in answers)
    assert everything() == rows


def test_staff_read_and_do_not_ask_for_a_customer(
    client_of: Any, staff: Any, bought: SimpleNamespace
) -> None:
    asked = make_return(bought.items[0])
    client = client_of(staff)
    rows = everything()

    assert [row["id"] for row in client.get(bought.url).json()] == [asked.pk]
    assert ask(client, bought, 1).status_code == 403
    assert client.post(f"{bought.url}{asked.pk}/withdraw/").status_code == 403
    assert everything() == rows


def test_a_return_of_another_order_is_not_withdrawn_here(
    client_of: Any, alice: Any, bought: SimpleNamespace
) -> None:
    other = make_return(make_delivered(alice.customer).items.get())

    answer = client_of(alice).post(f"{bought.url}{other.pk}/withdraw/")

    assert answer.status_code == 404
    other.refresh_from_db()
    assert other.status == "asked"
