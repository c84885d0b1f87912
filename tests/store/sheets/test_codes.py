"""A row of a file names its product by the code as well."""

from __future__ import annotations

import pytest

from store.models import Product
from tests.architecture.world import everything
from tests.builders import make_collection, make_product, make_vendor
from tests.sheets import csv_of, figures, problems, run

pytestmark = pytest.mark.django_db


def test_a_product_is_named_by_its_code_in_any_case() -> None:
    shop = make_vendor()
    mango = make_product("Mango", vendor=shop, inventory=7)

    job = run(shop, csv_of(["code", "inventory"], [f" {mango.code.lower()} ", 9]))

    assert (problems(job), figures(job)) == ([], (1, 0, 1, 0))
    mango.refresh_from_db()
    assert mango.inventory == 9


def test_a_code_is_not_changed_and_another_vendors_is_unknown() -> None:
    shop = make_vendor()
    mango = make_product("Mango", vendor=shop)
    foreign = make_product("Plum", vendor=make_vendor())
    before = everything()["store.Product"]

    job = run(
        shop,
        csv_of(
            ["id", "code", "inventory"],
            [mango.pk, "XXX999", 1],
            ["", foreign.code, 1],
            [foreign.pk, "", 1],
        ),
    )

    assert problems(job) == [
        (2, "code", "read_only"),
        (3, "code", "unknown_product"),
        (4, "id", "unknown_product"),
    ]
    assert everything()["store.Product"] == before


def test_new_products_of_a_file_get_codes_of_their_own() -> None:
    shop, shelf = make_vendor(), make_collection("Fruit")
    header = ["title", "unit_price", "inventory", "collection"]

    run(shop, csv_of(header, *([f"Mango {n}", 2, 1, "Fruit"] for n in range(3))))

    codes = Product.objects.order_by("pk").values_list("code", flat=True)
    assert list(codes) == ["MFT001", "MFT002", "MFT003"]
    assert shelf.products.count() == 3
