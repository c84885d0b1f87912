"""The initial of a product's first tag is in its code; later tags change nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType

from store.catalog.codes import first_tags
from store.models import Collection, Product
from tags.models import Tag, TaggedItem
from tests.admin_pages import filled
from tests.builders import make_collection, make_product

pytestmark = pytest.mark.django_db
PREFIX = "tags-taggeditem-content_type-object_id"
ADD = "/admin/store/product/add/"


def add_in_admin(client: Any, *labels: str) -> Any:
    tags = [Tag.objects.get_or_create(label=label)[0] for label in labels]
    shelf = Collection.objects.first() or make_collection("Citrus")
    data = filled(client.get(ADD)) | {
        "title": "Nut",
        "slug": "nut",
        "unit_price": "2.00",
        "inventory": "3",
        "collection": shelf.pk,
        f"{PREFIX}-TOTAL_FORMS": len(tags),
    }
    for place, tag in enumerate(tags):
        data[f"{PREFIX}-{place}-tag"] = tag.pk
    return client.post(ADD, data)


def test_the_code_of_a_product_made_in_the_admin_knows_its_first_tag(
    admin_client: Any,
) -> None:
    for labels in (("ripe", "new"), (), ("new", "ripe"), ("ripe",), ("جديد",)):
        assert add_in_admin(admin_client, *labels).status_code == 302

    assert list(Product.objects.order_by("pk").values_list("code", flat=True)) == [
        "NCR001",
        "NCT001",
        "NCN001",
        "NCR002",
        "NCX001",
    ]


def test_a_refused_form_makes_no_product_and_no_code(admin_client: Any) -> None:
    response = add_in_admin(admin_client, "ripe", "ripe")

    assert response.status_code == 200
    assert not Product.objects.exists()


def test_tags_that_come_later_leave_the_code(admin_client: Any) -> None:
    product = make_product("Nut", collection=make_collection("Citrus"))
    tag = Tag.objects.create(label="ripe")
    address = f"/admin/store/product/{product.pk}/change/"
    data = filled(admin_client.get(address)) | {
        "title": "Pear",
        "code": "AAA001",
        f"{PREFIX}-TOTAL_FORMS": 1,
        f"{PREFIX}-0-tag": tag.pk,
    }

    assert admin_client.post(address, data).status_code == 302

    product.refresh_from_db()
    assert (product.title, product.code) == ("Pear", "NCT001")


def test_the_admin_shows_the_code_and_finds_by_it(admin_client: Any) -> None:
    shelf = make_collection("Citrus")
    product = make_product("Nut", collection=shelf)
    make_product("Nut", collection=shelf)

    page = admin_client.get("/admin/store/product/", {"q": "nct001"})

    assert list(page.context["cl"].result_list) == [product]
    assert b"NCT001" in page.content
    form = admin_client.get(f"/admin/store/product/{product.pk}/change/").content
    assert b"NCT001" in form
    assert b'name="code"' not in form


def test_the_first_tag_is_the_oldest_on_the_product_itself() -> None:
    one, two, three = (make_product() for _ in range(3))
    ripe, new = (Tag.objects.create(label=label) for label in ("ripe", "new"))
    other = ContentType.objects.get_for_model(Collection)
    TaggedItem.objects.create(tag=new, content_type=other, object_id=two.pk)
    TaggedItem.objects.create(tag=ripe, content_object=one)
    TaggedItem.objects.create(tag=new, content_object=one)
    TaggedItem.objects.create(tag=new, content_object=three)

    assert first_tags([one.pk, two.pk]) == {one.pk: "ripe"}
