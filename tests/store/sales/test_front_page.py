"""How the store does, on the front page of the admin."""

from __future__ import annotations

import json
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from store.models import Order, Vendor
from store.sales.counting import count_all_stale
from store.sales.front_page import change
from tests.admin_pages import queries_of, text
from tests.builders import (
    make_collection,
    make_customer,
    make_order,
    make_product,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db
TITLE = "Revenue this month"


def chart_in(page: str) -> dict[str, Any]:
    value = page.split('class="chart"')[1].split('data-value="')[1].split('"')[0]
    return json.loads(unescape(value))


def staff_with(*rights: str) -> Client:
    user = make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(user)
    return client


def test_tiles_chart_and_lists_show_what_was_sold(
    admin_client: Client, veras_shop: Vendor
) -> None:
    fruit = make_collection("Fruit")
    mango = make_product("Mango", vendor=veras_shop, unit_price="1250.50")
    own = make_product("Own thing", collection=fruit, unit_price="1.00")
    make_order(make_customer(), (mango, 2), (own, 5))
    count_all_stale()

    page = admin_client.get("/admin/")

    shown = text(page)
    assert "2,506.00" in shown
    tiles = {tile["title"]: tile for tile in page.context["reports"]["tiles"]}
    assert tiles["Orders today"]["count"] == 1
    assert str(tiles["Average order"]["amount"]) == "2506.00"
    assert tiles["Open orders"]["count"] == 1
    assert tiles["Open orders"]["link"] == "/admin/store/order/"
    chart = chart_in(shown)
    assert len(chart["labels"]) == 30
    assert chart["datasets"][0]["data"] == [0.0] * 29 + [2506.0]
    best, vendors, collections = page.context["reports"]["ranks"]
    assert [(row["name"], row["width"]) for row in best["rows"]] == [
        ("Own thing", 100),
        ("Mango", 40),
    ]
    assert best["rows"][1]["link"] == f"/admin/store/product/{mango.pk}/change/"
    assert [(row["name"], row["link"]) for row in vendors["rows"]] == [
        ("Vera's", f"/admin/store/vendor/{veras_shop.pk}/change/"),
        ("The store itself", None),
    ]
    assert collections["rows"][1]["name"] == "Fruit"


def test_this_month_is_compared_with_the_same_days_of_the_last(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = timezone.localdate().replace(day=15)
    monkeypatch.setattr(timezone, "localdate", lambda *args: today)
    last_month = today.replace(day=1) - timedelta(days=1)
    product = make_product(unit_price="10.00")
    for day, units in ((today, 3), (last_month.replace(day=15), 4)):
        order = make_order(make_customer(), (product, units))
        then = timezone.now().replace(year=day.year, month=day.month, day=day.day)
        Order.objects.filter(pk=order.pk).update(placed_at=then)
    monkeypatch.undo()
    count_all_stale()
    monkeypatch.setattr(timezone, "localdate", lambda *args: today)

    shown = text(admin_client.get("/admin/"))

    assert "-25 %" in shown
    assert "against 40.00 in the same days last month" in shown


@pytest.mark.parametrize(
    ("now", "before", "expected"), [(3, 4, -25), (4, 3, 33), (1, 0, None), (0, 5, -100)]
)
def test_a_change_is_in_per_cent_of_what_was_before(
    now: Any, before: Any, expected: Any
) -> None:
    assert change(now, before) == expected


def test_before_the_first_sale_the_page_opens_and_says_so(admin_client: Client) -> None:
    shown = text(admin_client.get("/admin/"))

    assert shown.count("Nothing was sold in these 30 days.") == 3
    assert "in the same days last month" in shown


def test_staff_see_reports_by_their_permission_and_links_by_theirs(
    staff: Any, veras_shop: Vendor
) -> None:
    make_order(make_customer(), (make_product("Fig", vendor=veras_shop), 1))
    count_all_stale()

    assert TITLE not in text(staff_with("view_order").get("/admin/"))
    shown = staff_with("view_storeday", "view_product").get("/admin/")
    assert TITLE in text(shown)
    links = [row["link"] for row in shown.context["reports"]["ranks"][1]["rows"]]
    assert links == [None]
    assert shown.context["reports"]["tiles"][3]["link"] is None


def test_who_sells_for_a_vendor_sees_nothing_of_the_store_whatever_their_rights(
    client: Client, vera: Any, veras_shop: Vendor
) -> None:
    make_order(make_customer(), (make_product(unit_price="7777.00"), 1))
    count_all_stale()
    vera.is_staff = True
    vera.save()
    vera.user_permissions.set(Permission.objects.filter(codename="view_storeday"))
    client.force_login(vera)

    page = client.get("/admin/")

    assert page.status_code == 200
    assert TITLE not in text(page)
    assert "7,777" not in text(page)


def test_names_are_shown_as_they_are_written(admin_client: Client) -> None:
    shop = make_vendor(shop_name="<script>alert(1)</script>")
    make_order(make_customer(), (make_product("<b>Fig</b>", vendor=shop), 1))
    count_all_stale()

    shown = text(admin_client.get("/admin/"))

    assert "<script>alert" not in shown
    assert "&lt;b&gt;Fig&lt;/b&gt;" in shown


def test_the_page_costs_the_same_for_few_sales_and_for_many(
    admin_client: Client,
) -> None:
    def sell(count: int) -> int:
        for _ in range(count):
            lines = (make_product(vendor=make_vendor()), 1), (make_product(), 1)
            make_order(make_customer(), *lines)
        count_all_stale()
        return queries_of(admin_client, "/admin/")

    assert sell(2) == sell(10)
