"""Returns in the admin: a queue, and its decisions."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission

from store.models import ReturnRequest
from tests.admin_pages import page, queries_of, said, text
from tests.architecture.world import everything
from tests.builders import (
    make_delivered,
    make_member,
    make_product,
    make_return,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/store/returnrequest/"


def asked_of(vendor: Any = None, title: str = "Mango", **words: Any) -> ReturnRequest:
    product = make_product(title, vendor=vendor, inventory=10)
    return make_return(make_delivered(None, (product, 2)).items.get(), **words)


def act(client: Any, action: str, *requests: ReturnRequest, **more: str) -> Any:
    keys = [request.pk for request in requests]
    return client.post(LIST, {"action": action, "_selected_action": keys, **more})


def outcome(request: ReturnRequest) -> tuple[str, str, int]:
    request = ReturnRequest.objects.select_related("item__product").get(pk=request.pk)
    return request.status, request.item.status, request.item.product.inventory


@pytest.fixture
def sam_in_the_admin(sam: Any, veras_shop: Any, client: Any) -> Any:
    sam.is_staff = True
    sam.save()
    sam.user_permissions.set(Permission.objects.all())
    client.force_login(sam)
    return client


def test_what_waits_comes_first_and_then_the_newest(admin_client: Any) -> None:
    old, middle, new = (asked_of() for _ in range(3))
    act(admin_client, "accept", middle)
    act(admin_client, "accept", new)

    rows = admin_client.get(LIST).context["cl"].result_list

    assert list(rows) == [old, new, middle]


def test_the_list_is_filtered_and_searched(admin_client: Any) -> None:
    shop = make_vendor(shop_name="Vera's")
    veras = asked_of(shop, "Mango", reason="other")
    own = asked_of(title="Pan")

    def found(**query: Any) -> list[Any]:
        return list(admin_client.get(LIST, query).context["cl"].result_list)

    assert found(vendor__id__exact=shop.pk) == [veras]
    assert found(reason__exact="damaged") == [own]
    assert found(status__exact="accepted") == []
    assert found(q="pan") == [own]
    html = text(admin_client.get(LIST))
    assert "The store" in html
    assert f"Order {veras.item.order_id}" in html


@pytest.mark.parametrize(
    ("action", "stock"), [("accept", 10), ("accept_unsellable", 8)]
)
def test_the_chosen_are_accepted(admin_client: Any, action: str, stock: int) -> None:
    first, second, other = (asked_of() for _ in range(3))

    answer = act(admin_client, action, first, second)

    assert said(answer) == ["2 accepted; the customers are told."]
    for request in (first, second):
        assert outcome(request) == ("accepted", "returned", stock)
    assert outcome(other) == ("asked", "delivered", 8)


def test_a_refusal_asks_why_first(admin_client: Any) -> None:
    request = asked_of(words="Bruised")
    rows = everything()

    asked = act(admin_client, "refuse", request)
    empty = act(admin_client, "refuse", request, said="yes", note=" ")

    assert "The customers are told by mail" in text(asked)
    assert "This field is required" in text(empty)
    assert everything() == rows

    answer = act(admin_client, "refuse", request, said="yes", note="It was used.")

    assert said(answer)[-1] == "1 refused; the customers are told."
    assert outcome(request) == ("refused", "delivered", 8)
    request.refresh_from_db()
    assert request.note == "It was used."


def test_what_was_decided_is_named_and_left(admin_client: Any) -> None:
    first, second = asked_of(title="One"), asked_of(title="Two")
    act(admin_client, "refuse", first, said="yes", note="Used.")

    answer = act(admin_client, "accept", first, second)

    assert said(answer)[-2:] == [
        "1 accepted; the customers are told.",
        "Can't be accepted any more: 2 × One.",
    ]
    assert outcome(first)[0] == "refused"


def test_a_page_is_read_and_not_written(admin_client: Any) -> None:
    request = asked_of(words="Bruised <b>")
    address = page("store_returnrequest", "change", request.pk)
    rows = everything()

    html = text(admin_client.get(address))

    assert "Bruised &lt;b&gt;" in html
    assert 'name="_save"' not in html
    assert admin_client.post(address, {"status": "accepted"}).status_code == 403
    assert admin_client.get(f"{LIST}add/").status_code == 403
    delete = page("store_returnrequest", "delete", request.pk)
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403
    assert everything() == rows


def test_the_list_costs_the_same_for_two_and_for_twenty(admin_client: Any) -> None:
    for _ in range(2):
        asked_of(make_vendor())
    few = queries_of(admin_client, LIST)
    for _ in range(18):
        asked_of(make_vendor())

    assert queries_of(admin_client, LIST) == few


def test_members_see_and_decide_their_vendors_returns_alone(
    sam_in_the_admin: Any, veras_shop: Any, ottos_shop: Any
) -> None:
    ours, theirs, own = asked_of(veras_shop), asked_of(ottos_shop), asked_of()

    rows = sam_in_the_admin.get(LIST).context["cl"].result_list
    assert list(rows) == [ours]
    for foreign in (theirs, own):
        address = page("store_returnrequest", "change", foreign.pk)
        assert sam_in_the_admin.get(address).status_code == 302
        act(sam_in_the_admin, "accept", foreign)
        act(sam_in_the_admin, "refuse", foreign, said="yes", note="No.")
        assert outcome(foreign) == ("asked", "delivered", 8)

    act(sam_in_the_admin, "accept", ours)

    assert outcome(ours) == ("accepted", "returned", 10)


def test_a_member_is_not_told_who_of_the_store_decided(
    sam_in_the_admin: Any, veras_shop: Any, admin_user: Any
) -> None:
    request = asked_of(veras_shop)
    boss = make_user("theboss", is_staff=True)
    ReturnRequest.objects.update(by=boss)

    html = text(sam_in_the_admin.get(page("store_returnrequest", "change", request.pk)))

    assert "theboss" not in html


def test_who_only_reads_orders_of_a_vendor_decides_nothing(client: Any) -> None:
    reader = make_user(is_staff=True)
    shop = make_vendor()
    make_member(shop, reader)
    reader.user_permissions.add(Permission.objects.get(codename="view_returnrequest"))
    client.force_login(reader)
    request = asked_of(shop)

    act(client, "accept", request)

    assert outcome(request) == ("asked", "delivered", 8)
