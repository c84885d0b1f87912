"""The product form in the admin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.staticfiles import finders

from store.models import Product, ProductImage
from tests.admin_pages import filled, page, queries_of, suggestions, text
from tests.builders import (
    make_collection,
    make_image,
    make_order,
    make_product,
    make_vendor,
    picture,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/store/product/"
ADD = f"{LIST}add/"
needs_tags = pytest.mark.skipif(
    not apps.is_installed("tags"), reason="this project has no tags"
)


def test_the_slug_follows_the_title(admin_client):
    form = admin_client.get(ADD).context["adminform"]

    assert [entry["field"].name for entry in form.prepopulated_fields] == ["slug"]
    assert [d.name for d in form.prepopulated_fields[0]["dependencies"]] == ["title"]


def test_collections_vendors_and_promotions_are_chosen_by_typing(admin_client):
    make_collection("Kitchen")
    make_collection("Garden")
    make_vendor(shop_name="Mango House")

    response = admin_client.get(ADD)

    for field in ("collection", "vendor", "promotions"):
        assert f'data-field-name="{field}"' in text(response)
    assert suggestions(admin_client, "store_product", "collection", "kit") == [
        "Kitchen"
    ]
    assert suggestions(admin_client, "store_product", "vendor", "mang") == [
        "Mango House"
    ]


@needs_tags
def test_a_product_is_added_with_an_image_and_tags(admin_client):
    from tags.models import Tag, TaggedItem

    tag = Tag.objects.create(label="new")
    data = filled(admin_client.get(ADD)) | {
        "title": "Mangoes",
        "slug": "mangoes",
        "unit_price": "3.50",
        "inventory": "40",
        "collection": make_collection().pk,
        "images-TOTAL_FORMS": 1,
        "images-0-image": picture(),
        "tags-taggeditem-content_type-object_id-TOTAL_FORMS": 1,
        "tags-taggeditem-content_type-object_id-0-tag": tag.pk,
    }

    response = admin_client.post(ADD, data)

    assert response.status_code == 302, response.context["errors"]
    product = Product.objects.get()
    assert (product.title, product.inventory) == ("Mangoes", 40)
    assert product.images.count() == 1
    tagged = TaggedItem.objects.get_tags_for(Product, product.pk)
    assert [item.tag for item in tagged] == [tag]


@needs_tags
def test_the_form_costs_the_same_for_two_images_and_tags_and_for_eight(admin_client):
    product = make_product(vendor=make_vendor())
    address = page("store_product", "change", product.pk)
    decorate(product, 2)
    few = queries_of(admin_client, address)
    decorate(product, 6)

    assert queries_of(admin_client, address) == few


def decorate(product, count):
    from tags.models import Tag, TaggedItem

    for _ in range(count):
        make_image(product)
        tag = Tag.objects.create(label=f"tag {Tag.objects.count()}")
        TaggedItem.objects.create(content_object=product, tag=tag)


def test_what_was_sold_while_the_form_was_open_stays_sold(admin_client):
    product = make_product("Before", inventory=10)
    address = page("store_product", "change", product.pk)
    data = filled(admin_client.get(address)) | {"title": "After"}
    make_order(None, (product, 4))

    admin_client.post(address, data)

    product.refresh_from_db()
    assert (product.title, product.inventory) == ("After", 6)
    assert LogEntry.objects.get().get_change_message() == "Changed Title."


def test_whoever_types_a_new_inventory_sets_it(admin_client):
    product = make_product(inventory=10)
    address = page("store_product", "change", product.pk)
    before = product.last_update

    admin_client.post(address, filled(admin_client.get(address)) | {"inventory": "25"})

    product.refresh_from_db()
    assert product.inventory == 25
    assert product.last_update > before


def test_an_image_is_shown_as_a_thumbnail_a_hundred_pixels_square(admin_client):
    image = make_image()

    response = admin_client.get(page("store_product", "change", image.product_id))

    thumbnail = f'<img src="{image.image.url}" class="thumbnail" alt="">'
    assert thumbnail in text(response)
    assert "/static/store/admin.css" in text(response)
    css = re.sub(r"\s", "", Path(finders.find("store/admin.css")).read_text())
    (rule,) = re.findall(r"\.thumbnail{(.*?)}", css)
    assert {"width:100px", "height:100px", "object-fit:cover"} <= set(rule.split(";"))
    assert ProductImage.objects.count() == 1
