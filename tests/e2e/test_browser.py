"""What people see: the home page, the API's pages and the admin, in a real browser."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from store.models import Product, ProductImage
from store.sales.counting import count_all_stale
from tests.builders import (
    PASSWORD,
    make_image,
    make_order,
    make_product,
    make_review,
    make_user,
    make_vendor,
    picture,
)

sync_api = pytest.importorskip("playwright.sync_api")
expect = sync_api.expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADMIN_LISTS = [
    "store/product",
    "store/bookfile",
    "store/collection",
    "store/genre",
    "store/author",
    "store/promotion",
    "store/coupon",
    "store/productimport",
    "store/customer",
    "store/company",
    "store/vendor",
    "store/order",
    "store/vendororder",
    "store/returnrequest",
    "store/libraryentry",
    "store/payment",
    "store/refund",
    "store/unappliedpayment",
    "store/paymentevent",
    "store/ledgerentry",
    "store/payout",
    "store/review",
    "store/reviewreport",
    "store/comment",
    "tags/tag",
    "likes/likeditem",
    "core/user",
    "auth/group",
    "core/mail",
]
WRITTEN_BY_THE_STORE = {
    *("core/mail", "store/vendororder", "store/returnrequest", "store/payment"),
    "store/bookfile",
    "store/comment",
    *("store/refund", "store/unappliedpayment", "store/paymentevent"),
    *("store/ledgerentry", "store/payout", "store/reviewreport"),
}


@pytest.fixture
def shop(server: Any) -> Product:
    """An administrator, and one of everything the pages show."""
    make_user("boss", is_staff=True, is_superuser=True, first_name="Nour")
    vendor = make_vendor(make_user("vera"), shop_name="Mango House")
    product = make_product("Alphonso mangoes", vendor=vendor, inventory=50)
    make_image(product)
    make_product("Wool sweater", collection=product.collection, inventory=3)
    make_order(None, (product, 2))
    make_review(product)
    return product


def sign_in(page: Any, address: str) -> None:
    page.goto(address)
    page.fill("[name=username]", "boss")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def test_the_home_page_shows_products_and_finds_them(page, shop):
    page.goto("/")
    cards = page.locator("#products .card:not(.placeholder)")

    expect(cards).to_have_count(2)
    page.fill("#search-box", "mango")
    expect(cards).to_have_count(1)
    expect(cards).to_contain_text("Alphonso mangoes")
    expect(cards).to_contain_text("Mango House")
    picture_of_it = cards.locator("img")
    expect(picture_of_it).to_have_js_property("naturalWidth", 8)
    page.fill("#search-box", "nothing like it")
    expect(cards).to_have_count(0)


def test_swagger_shows_every_operation_of_the_schema(page, shop):
    schema = page.request.get("/api/schema/?format=json").json()
    verbs = {"get", "put", "post", "patch", "delete"}
    operations = [
        (path, verb)
        for path, entry in schema["paths"].items()
        for verb in verbs & {*entry}
    ]

    page.goto("/api/docs/")

    page.wait_for_selector(".opblock")
    # Swagger draws of a long list what is in sight.
    shown: set[str] = set()
    for _ in range(100):
        shown |= set(
            page.eval_on_selector_all(".opblock", "blocks => blocks.map(b => b.id)")
        )
        if len(shown) == len(operations):
            break
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(100)
    assert len(shown) == len(operations)
    page.evaluate("window.scrollTo(0, 0)")
    page.locator(".opblock-summary").first.click()
    expect(page.locator(".opblock-body").first).to_be_visible()
    assert page.locator(".errors-wrapper").count() == 0


def test_redoc_shows_the_api(page, shop):
    page.goto("/api/redoc/")

    expect(page.locator("h1").first).to_contain_text("Storefront API")
    expect(page.locator(".menu-content")).to_contain_text("products")
    expect(page.get_by_text("API docs by Redocly")).to_be_visible()


def test_a_product_is_made_in_the_browsable_api_and_the_list_is_paged(page, shop):
    for number in range(9):
        make_product(f"Filler {number}", collection=shop.collection)
    sign_in(page, "/api-auth/login/?next=/store/products/")

    form = page.locator("#post-object-form form")
    form.locator("[name=title]").fill("Zucchini")
    form.locator("[name=slug]").fill("zucchini")
    form.locator("[name=inventory]").fill("7")
    form.locator("[name=unit_price]").fill("4.25")
    form.locator("[name=collection]").select_option(str(shop.collection_id))
    form.get_by_role("button", name="POST").click()

    expect(page.locator(".response-info")).to_contain_text("HTTP 201 Created")
    assert Product.objects.get(slug="zucchini").unit_price == Decimal("4.25")
    page.goto("/store/products/")
    page.locator(".pagination").get_by_text("2", exact=True).click()
    expect(page.locator(".response-info")).to_contain_text("Zucchini")
    page.get_by_role("button", name="Filters").click()
    page.locator("#filtersModal [name=search]").fill("zucch")
    page.locator("#filtersModal [name=search]").press("Enter")
    expect(page.locator(".response-info")).to_contain_text('"count": 1')
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()


def test_every_list_and_form_of_the_admin_opens(page, shop):
    sign_in(page, "/admin/")

    for model in ADMIN_LISTS:
        page.goto(f"/admin/{model}/")
        expect(page.locator("#changelist")).to_be_visible()
        if model in WRITTEN_BY_THE_STORE:
            continue
        page.goto(f"/admin/{model}/add/")
        expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    for title in ("Catalogue", "Sales", "People", "Talk", "Generic"):
        expect(page.locator("#nav-sidebar")).to_contain_text(title)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_front_page_of_the_admin_draws_what_was_sold(page, shop, scheme):
    count_all_stale()
    page.emulate_media(color_scheme=scheme)
    sign_in(page, "/admin/")

    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Revenue this month")).to_be_visible()
    expect(page.locator(".reports li", has_text="Alphonso mangoes")).to_be_visible()
    expect(page.locator(".reports li", has_text="Mango House")).to_be_visible()
    drawn = """canvas => new Set(canvas.getContext("2d")
        .getImageData(0, 0, canvas.width, canvas.height).data).size > 1"""
    assert page.locator(".reports canvas").evaluate(drawn)


def test_a_price_is_changed_in_the_list_of_the_admin(page, shop):
    sign_in(page, "/admin/store/product/")

    expect(page.locator(".field-inventory_status")).to_have_text(["OK", "Low"])
    page.fill("[name=form-0-unit_price]", "99.50")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("1 product was changed successfully.")).to_be_visible()
    expect(page.locator("[name=form-0-unit_price]")).to_have_value("99.50")
    shop.refresh_from_db()
    assert shop.unit_price == Decimal("99.50")


def test_an_image_is_uploaded_in_the_admin_and_shown_as_a_thumbnail(page, shop):
    sign_in(page, f"/admin/store/product/{shop.pk}/change/")
    upload = picture("mango.png", size=(300, 200))

    page.get_by_text("Add another Product image").click()
    page.locator("[name=images-1-image]").set_input_files(
        {"name": "mango.png", "mimeType": "image/png", "buffer": upload.read()}
    )
    page.get_by_role("button", name="Save and continue editing").click()

    thumbnails = page.locator("img.thumbnail")
    expect(thumbnails).to_have_count(2)
    thumbnail = thumbnails.nth(1)
    expect(thumbnail).to_have_attribute("src", re.compile(r"/media/store/images/mango"))
    expect(thumbnail).to_have_js_property("naturalWidth", 300)
    expect(thumbnail).to_have_css("object-fit", "cover")
    box = thumbnail.bounding_box()
    assert (box["width"], box["height"]) == (100, 100)
    assert ProductImage.objects.filter(product=shop).count() == 2


def test_an_order_is_written_by_hand_in_the_admin(page, shop):
    sign_in(page, "/admin/store/order/add/")

    choose(page, "#id_customer", "", "vera")
    choose(page, "#id_items-0-product", "alph", "Alphonso mangoes")
    page.fill("[name=items-0-quantity]", "3")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("was added successfully")).to_be_visible()
    shop.refresh_from_db()
    assert shop.inventory == 45


def choose(page: Any, select: str, term: str, text: str) -> None:
    page.locator(f"{select} + .select2").click()
    page.locator(".select2-search__field").fill(term)
    page.locator(".select2-results__option", has_text=text).click()
