"""What goes and what stays when products and images are deleted in the admin."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage

from store.models import Product, ProductImage
from tests.admin_pages import filled, page, said
from tests.builders import make_image, make_order, make_product, picture

pytestmark = pytest.mark.django_db
LIST = "/admin/store/product/"


def delete_selected(*products):
    return {
        "action": "delete_selected",
        "_selected_action": [product.pk for product in products],
        "post": "yes",
    }


def is_stored(image):
    return default_storage.exists(image.image.name)


def test_a_deleted_products_files_go_after_the_commit(
    admin_client, django_capture_on_commit_callbacks
):
    image = make_image()

    with django_capture_on_commit_callbacks() as callbacks:
        response = admin_client.post(
            page("store_product", "delete", image.product_id), {"post": "yes"}
        )

    assert response.status_code == 302
    assert Product.objects.count() == 0
    assert is_stored(image)
    for callback in callbacks:
        callback()
    assert not is_stored(image)


def test_the_files_of_several_deleted_products_go_too(
    admin_client, django_capture_on_commit_callbacks
):
    images = [make_image(), make_image()]
    kept = make_image()

    with django_capture_on_commit_callbacks(execute=True):
        response = admin_client.post(
            LIST, delete_selected(images[0].product, images[1].product)
        )

    assert said(response) == ["Successfully deleted 2 products."]
    assert [is_stored(image) for image in (*images, kept)] == [False, False, True]


@pytest.mark.parametrize("way", ["one", "several"])
def test_an_ordered_product_stays_and_the_page_says_what_holds_it(admin_client, way):
    image = make_image()
    product = image.product
    order = make_order(None, (product, 1))
    item = order.items.get()

    if way == "one":
        address = page("store_product", "delete", product.pk)
        response = admin_client.post(address, {"post": "yes"})
    else:
        response = admin_client.post(LIST, delete_selected(product, make_product()))

    assert response.status_code == 200
    assert str(item) in "".join(map(str, response.context["protected"]))
    assert Product.objects.filter(pk=product.pk).exists()
    assert is_stored(image)


def test_an_image_deleted_in_the_form_takes_its_file_along_after_the_commit(
    admin_client, django_capture_on_commit_callbacks
):
    image = make_image()
    kept = make_image(image.product)
    address = page("store_product", "change", image.product_id)
    data = filled(admin_client.get(address)) | {"images-0-DELETE": "on"}

    with django_capture_on_commit_callbacks() as callbacks:
        admin_client.post(address, data)

    assert ProductImage.objects.get() == kept
    assert is_stored(image)
    for callback in callbacks:
        callback()
    assert [is_stored(image), is_stored(kept)] == [False, True]


def test_a_replaced_image_leaves_no_file_behind(
    admin_client, django_capture_on_commit_callbacks
):
    image = make_image()
    address = page("store_product", "change", image.product_id)
    data = filled(admin_client.get(address)) | {"images-0-image": picture("new.png")}

    with django_capture_on_commit_callbacks(execute=True):
        response = admin_client.post(address, data)

    assert response.status_code == 302
    new = ProductImage.objects.get()
    assert new.pk == image.pk
    assert new.image.name.startswith("store/images/new")
    assert [is_stored(image), is_stored(new)] == [False, True]


def test_what_is_no_image_is_refused_in_the_form(admin_client):
    product = make_product()
    address = page("store_product", "change", product.pk)
    upload = picture()
    upload.file.seek(0)
    upload.file.write(b"not an image at all")
    data = filled(admin_client.get(address)) | {
        "images-TOTAL_FORMS": 1,
        "images-0-image": upload,
    }

    response = admin_client.post(address, data)

    assert response.status_code == 200
    formsets = [each.formset for each in response.context["inline_admin_formsets"]]
    [formset] = [each for each in formsets if each.prefix == "images"]
    assert "image" in formset.errors[0]
    assert ProductImage.objects.count() == 0
