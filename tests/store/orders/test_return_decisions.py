"""Deciding what comes back: `/store/vendors/{id}/returns/` and `/store/returns/`."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from store.models import OrderItem, StatusChange, Vendor
from tests.architecture.world import everything
from tests.builders import make_delivered, make_product, make_return

pytestmark = pytest.mark.django_db
MEMBERS = ["sam", "mina", "vera", "staff"]


@pytest.fixture
def asked(alice: Any, veras_shop: Vendor) -> SimpleNamespace:
    """Alice wants to give two of vera's mangoes back."""
    mango = make_product("Mango", vendor=veras_shop, inventory=10)
    order = make_delivered(alice.customer, (mango, 2))
    item = order.items.get()
    request = make_return(item, words="Bruised.")
    url = f"/store/vendors/{veras_shop.pk}/returns/"
    part = order.vendor_orders.get()
    return SimpleNamespace(
        order=order,
        item=item,
        product=mango,
        part=part,
        request=request,
        url=url,
        one=f"{url}{request.pk}/",
        line=f"/store/vendors/{veras_shop.pk}/orders/{part.pk}/items/{item.pk}/",
    )


def outcome(asked: SimpleNamespace) -> tuple[str, str, bool | None, int]:
    """The request, its line, whether it is in stock again, and the stock."""
    for row in (asked.request, asked.item, asked.product):
        row.refresh_from_db()
    restocked = asked.request.restocked
    return (
        asked.request.status,
        asked.item.status,
        restocked,
        asked.product.inventory,
    )


@pytest.mark.parametrize("who", MEMBERS)
def test_whoever_may_move_lines_reads_the_queue(
    request: Any, client_of: Any, asked: SimpleNamespace, who: str
) -> None:
    client = client_of(request.getfixturevalue(who))

    listed, single = client.get(asked.url), client.get(asked.one)

    assert single.json() == {
        "id": asked.request.pk,
        "item": {
            "id": asked.item.pk,
            "title": "Mango",
            "quantity": 2,
            "status": "delivered",
        },
        "vendor_id": asked.request.vendor_id,
        "reason": "damaged",
        "words": "Bruised.",
        "status": "asked",
        "asked_at": asked.request.asked_at.isoformat().replace("+00:00", "Z"),
        "decided_at": None,
        "note": "",
        "order_id": asked.order.pk,
        "vendor_order_id": asked.part.pk,
        "restocked": None,
    }
    assert listed.json()["results"] == [single.json()]


def test_the_queue_is_filtered_by_status_newest_first(
    client_of: Any, vera: Any, asked: SimpleNamespace
) -> None:
    order = make_delivered(None, (asked.product, 1))
    newer = make_return(order.items.get())
    client = client_of(vera)

    def keys(query: str) -> list[int]:
        return [row["id"] for row in client.get(asked.url + query).json()["results"]]

    assert keys("?status=asked") == [newer.pk, asked.request.pk]
    client.post(asked.one + "refuse/", {"note": "Used."})
    assert keys("?status=asked") == [newer.pk]
    assert keys("?status=refused") == [asked.request.pk]
    assert keys("") == [newer.pk, asked.request.pk]
    assert client.get(asked.url + "?status=lost").status_code == 400


@pytest.mark.parametrize("who", MEMBERS)
@pytest.mark.parametrize("form", ["json", "multipart"])
def test_accepted_the_line_is_returned_and_in_stock_again(
    request: Any, client_of: Any, asked: SimpleNamespace, who: str, form: str
) -> None:
    user = request.getfixturevalue(who)

    answer = client_of(user).post(asked.one + "accept/", format=form)

    assert answer.status_code == 200
    body = answer.json()
    assert (body["status"], body["restocked"], body["note"]) == ("accepted", True, "")
    assert body["item"]["status"] == "returned"
    assert outcome(asked) == ("accepted", "returned", True, 10)
    assert asked.request.by == user
    assert StatusChange.objects.get(to_status="returned").by == user
    asked.order.refresh_from_db()
    assert asked.order.status == "returned"


def test_what_cannot_be_sold_again_stays_out_of_stock(
    client_of: Any, vera: Any, alice: Any, asked: SimpleNamespace
) -> None:
    body = {"restock": False, "note": "Sorry."}

    answer = client_of(vera).post(asked.one + "accept/", body, format="json")

    assert answer.json()["note"] == "Sorry."
    assert outcome(asked) == ("accepted", "returned", False, 8)
    url = f"/store/orders/{asked.order.pk}/returns/"
    [shown] = client_of(alice).get(url).json()
    assert (shown["status"], shown["note"]) == ("accepted", "Sorry.")


def test_refused_the_line_stays_and_the_note_is_shown(
    client_of: Any, vera: Any, alice: Any, asked: SimpleNamespace
) -> None:
    rows = everything()

    answer = client_of(vera).post(asked.one + "refuse/", {"note": "Used."})

    assert (answer.status_code, answer.json()["status"]) == (200, "refused")
    assert outcome(asked) == ("refused", "delivered", None, 8)
    changed = {label for label, old in rows.items() if everything()[label] != old}
    assert changed == {"store.ReturnRequest", "core.Mail"}
    order = client_of(alice).get(f"/store/orders/{asked.order.pk}/").json()
    assert order["items"][0]["return"] == "refused"


@pytest.mark.parametrize(
    "note", [{}, {"note": ""}, {"note": " "}, {"note": None}, {"note": "x" * 1001}]
)
def test_a_refusal_says_why(
    client_of: Any, vera: Any, asked: SimpleNamespace, note: dict[str, Any]
) -> None:
    answer = client_of(vera).post(asked.one + "refuse/", note, format="json")

    assert answer.status_code == 400
    assert answer.json()["note"]
    assert outcome(asked)[0] == "asked"


@pytest.mark.parametrize("body", [{"restock": "x"}, {"restock": None}, {"note": None}])
def test_an_odd_body_accepts_nothing(
    client_of: Any, vera: Any, asked: SimpleNamespace, body: dict[str, Any]
) -> None:
    answer = client_of(vera).post(asked.one + "accept/", body, format="json")

    assert answer.status_code == 400
    assert outcome(asked) == ("asked", "delivered", None, 8)


@pytest.mark.parametrize(
    ("first", "status"), [("accept", "accepted"), ("refuse", "refused")]
)
def test_it_is_decided_once(
    client_of: Any, vera: Any, asked: SimpleNamespace, first: str, status: str
) -> None:
    client = client_of(vera)
    client.post(f"{asked.one}{first}/", {"note": "Well."})
    rows = everything()

    for verb in ("accept", "refuse"):
        answer = client.post(f"{asked.one}{verb}/", {"note": "Again."})
        assert answer.status_code == 409
        assert answer.json() == {
            "detail": "This request was decided or withdrawn already.",
            "status": status,
            "code": "return_decided",
        }
    assert everything() == rows


def test_a_line_that_is_elsewhere_by_now_is_not_accepted(
    client_of: Any, vera: Any, asked: SimpleNamespace
) -> None:
    OrderItem.objects.filter(pk=asked.item.pk).update(status="shipped")
    rows = everything()

    answer = client_of(vera).post(asked.one + "accept/", {"note": "Well."})

    assert (answer.status_code, answer.json()["code"]) == (409, "not_delivered")
    assert [line["id"] for line in answer.json()["lines"]] == [asked.item.pk]
    assert everything() == rows


@pytest.mark.parametrize(("restock", "stock"), [(None, 10), (True, 10), (False, 8)])
@pytest.mark.parametrize("form", ["json", "multipart"])
def test_a_line_moved_to_returned_accepts_what_was_asked(
    client_of: Any,
    vera: Any,
    asked: SimpleNamespace,
    restock: bool | None,
    stock: int,
    form: str,
) -> None:
    body = {"status": "returned"} | ({} if restock is None else {"restock": restock})

    answer = client_of(vera).patch(asked.line, body, format=form)

    assert (answer.status_code, answer.json()["return"]) == (200, "accepted")
    assert outcome(asked) == ("accepted", "returned", restock is not False, stock)
    assert asked.request.by == vera


def test_nobody_has_to_have_asked(
    client_of: Any, vera: Any, veras_shop: Vendor
) -> None:
    product = make_product(vendor=veras_shop, inventory=10)
    order = make_delivered(None, (product, 2))
    part, item = order.vendor_orders.get(), order.items.get()
    url = f"/store/vendors/{veras_shop.pk}/orders/{part.pk}/items/{item.pk}/"

    answer = client_of(vera).patch(url, {"status": "returned", "restock": False})

    assert (answer.status_code, answer.json()["return"]) == (200, None)
    product.refresh_from_db()
    assert product.inventory == 8


def test_what_was_refused_may_be_taken_back_all_the_same(
    client_of: Any, vera: Any, asked: SimpleNamespace
) -> None:
    client_of(vera).post(asked.one + "refuse/", {"note": "Used."})

    assert client_of(vera).patch(asked.line, {"status": "returned"}).status_code == 200

    assert outcome(asked) == ("refused", "returned", None, 10)


def test_the_vendors_part_shows_the_return(
    client_of: Any, vera: Any, asked: SimpleNamespace
) -> None:
    url = f"/store/vendors/{asked.request.vendor_id}/orders/{asked.part.pk}/"

    assert client_of(vera).get(url).json()["items"][0]["return"] == "asked"


@pytest.mark.parametrize("who", ["alice", "bob", "otto"])
def test_nobody_else_finds_the_queue(
    request: Any, client_of: Any, ottos_shop: Vendor, asked: SimpleNamespace, who: str
) -> None:
    client = client_of(request.getfixturevalue(who))
    foreign = f"/store/vendors/{ottos_shop.pk}/returns/{asked.request.pk}/"
    rows = everything()

    for url in (asked.url, asked.one, foreign):
        assert client.get(url).status_code == 404
    for url in (asked.one, foreign):
        for verb in ("accept", "refuse"):
            answer = client.post(f"{url}{verb}/", {"note": "Mine."})
            assert answer.status_code == 404
    assert client.get("/store/returns/").status_code == 403
    assert everything() == rows
