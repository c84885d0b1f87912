"""The API and the admin leave no file without a row."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage, default_storage

from store.models import ProductImage, Vendor
from tests.admin_pages import filled, page
from tests.builders import make_image, make_product, make_vendor, picture
from tests.core.files.stored import is_stored, pictures

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("empty_storage"),
]


def test_the_api_replaces_and_deletes_the_file(client_of: Any, staff: Any) -> None:
    image = make_image()
    old = image.image.name
    address = f"/store/products/{image.product_id}/images/{image.pk}/"

    client_of(staff).put(address, {"image": picture("new.png")}, format="multipart")
    new = ProductImage.objects.get().image.name
    assert (is_stored(old), is_stored(new)) == (False, True)

    client_of(staff).delete(address)
    assert pictures() == set()


def test_an_upload_whose_product_went_meanwhile_leaves_no_file(
    client_of: Any, staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = make_product()
    kept = make_image()
    store = InMemoryStorage._save

    def store_too_late(*args: Any) -> str:
        name = store(*args)
        product.delete()
        return name

    monkeypatch.setattr(InMemoryStorage, "_save", store_too_late)
    response = client_of(staff).post(
        f"/store/products/{product.pk}/images/",
        {"image": picture("lost.png")},
        format="multipart",
    )

    assert response.status_code == 409
    assert pictures() == {kept.image.name}


def test_an_upload_in_the_admin_that_is_rolled_back_leaves_no_file(
    admin_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = make_image()
    address = page("store_product", "change", image.product_id)
    form = filled(admin_client.get(address)) | {"images-0-image": picture("lost.png")}
    monkeypatch.setattr(
        "django.contrib.admin.options.ModelAdmin.log_change", lambda *a, **k: 1 / 0
    )
    admin_client.raise_request_exception = False

    response = admin_client.post(address, form)

    assert response.status_code == 500
    assert ProductImage.objects.get().image.name == image.image.name
    assert pictures() == {image.image.name}


def test_an_upload_that_is_committed_stays_when_the_request_ends(
    client_of: Any, staff: Any
) -> None:
    product = make_product()

    body = (
        client_of(staff)
        .post(
            f"/store/products/{product.pk}/images/",
            {"image": picture("kept.png")},
            format="multipart",
        )
        .json()
    )

    assert pictures() == {ProductImage.objects.get(pk=body["id"]).image.name}


def test_the_admin_replaces_and_deletes_the_files(admin_client: Any) -> None:
    first, second = make_image(), make_image()
    second.product = first.product
    second.save()
    address = page("store_product", "change", first.product_id)
    form = filled(admin_client.get(address))
    form |= {"images-0-image": picture("new.png"), "images-1-DELETE": "on"}

    response = admin_client.post(address, form)

    assert response.status_code == 302
    names = {image.image.name for image in ProductImage.objects.all()}
    assert len(names) == 1
    assert pictures() == names
    assert "new" in names.pop()


def test_the_admins_mass_deletion_of_vendors_removes_their_logos(
    admin_client: Any,
) -> None:
    vendors = [make_vendor(image=picture()), make_vendor(image=picture())]

    admin_client.post(
        "/admin/store/vendor/",
        {
            "action": "delete_selected",
            "_selected_action": [vendor.pk for vendor in vendors],
            "post": "yes",
        },
    )

    assert Vendor.objects.count() == 0
    assert default_storage.listdir("store/vendors")[1] == []
