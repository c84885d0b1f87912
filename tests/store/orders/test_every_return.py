"""Returns of every vendor and of the store itself: `/store/returns/`, and their rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from store.models import OrderItem, ReturnRequest, Vendor
from store.orders.moves import move_items
from tests.builders import make_delivered, make_product, make_return

pytestmark = pytest.mark.django_db


def two_delivered() -> list[OrderItem]:
    order = make_delivered(None, *[(make_product(), 1) for _ in range(2)])
    return list(order.items.order_by("pk"))


def test_staff_decide_what_the_store_itself_sold(client_of: Any, staff: Any) -> None:
    product = make_product(inventory=10)
    item = make_delivered(None, (product, 2)).items.get()
    request = make_return(item)
    url = f"/store/returns/{request.pk}/"

    shown = client_of(staff).get(url).json()
    answer = client_of(staff).post(url + "accept/")

    assert shown["vendor_id"] is None
    assert answer.json()["status"] == "accepted"
    product.refresh_from_db()
    assert product.inventory == 10


def test_staff_filter_every_return_by_vendor_and_by_the_stores_own(
    client_of: Any, staff: Any, veras_shop: Vendor
) -> None:
    product = make_product(vendor=veras_shop)
    theirs = make_return(make_delivered(None, (product, 1)).items.get())
    own = make_return()

    def keys(query: str) -> list[int]:
        answer = client_of(staff).get("/store/returns/" + query)
        return [row["id"] for row in answer.json()["results"]]

    assert keys("") == [own.pk, theirs.pk]
    assert keys("?is_own=true") == [own.pk]
    assert keys("?is_own=false") == [theirs.pk]
    assert keys(f"?vendor_id={veras_shop.pk}") == [theirs.pk]
    assert keys("?vendor_id=999999") == []
    assert keys("?status=accepted") == []


def test_other_lines_of_the_order_keep_their_requests() -> None:
    first, second = two_delivered()
    kept, gone = make_return(first), make_return(second)

    move_items(items=[second], to="returned", by=None)

    statuses = dict(ReturnRequest.objects.values_list("pk", "status"))
    assert (statuses[kept.pk], statuses[gone.pk]) == ("asked", "accepted")


def test_the_database_keeps_a_second_request_out() -> None:
    """Whatever wrote it; any number of withdrawn ones may be there."""
    item, other = two_delivered()
    first = make_return(item)
    same = {"item": item, "vendor_id": first.vendor_id, "reason": "other"}

    for standing in (item, other, None):
        with pytest.raises(DatabaseError), transaction.atomic():
            ReturnRequest.objects.create(**same, standing=standing)
    for _ in range(2):
        ReturnRequest.objects.create(**same, status="withdrawn")
    assert ReturnRequest.objects.count() == 3


def test_the_pages_for_people_show_the_same(
    client_of: Any, staff: Any, veras_shop: Vendor
) -> None:
    order = make_delivered(staff.customer, (make_product(vendor=veras_shop), 1))
    request = make_return(order.items.get(), words="Bruised")
    shop = f"/store/vendors/{veras_shop.pk}/returns/"

    for url in (
        f"/store/orders/{order.pk}/returns/",
        *(shop, f"{shop}{request.pk}/", "/store/returns/"),
        f"/store/returns/{request.pk}/",
    ):
        answer = client_of(staff).get(url, headers={"accept": "text/html"})
        assert answer.status_code == 200
        assert "Bruised" in answer.content.decode()
