"""Uploads in a bucket, over HTTP against a server that speaks S3."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from store.models import Product, ProductImage, Vendor
from store_custom.seeding.vendors import seed_vendors
from tests.admin_pages import filled, page
from tests.builders import make_image, make_product, make_vendor, picture
from tests.core.bucket import Bucket, fetch, images_of, upload
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


# --- It works ---------------------------------------------------------------------


def test_an_upload_is_fetched_from_the_address_that_the_api_answers(
    bucket: Bucket, client_of: Any, staff: Any
) -> None:
    file = picture("mango.png")
    content = file.read()
    file.seek(0)

    body = upload(client_of(staff), make_product(), file).json()
    status, received, headers = fetch(body["image"])

    assert body["image"].startswith(f"{bucket.endpoint}/store-files/store/images/mango")
    assert "?" not in body["image"]
    assert (status, received) == (200, content)
    assert headers["Content-Type"] == "image/png"


def test_a_deleted_image_is_gone_from_the_bucket(
    bucket: Bucket, client_of: Any, staff: Any
) -> None:
    client = client_of(staff)
    url = upload(client, make_product()).json()["image"]

    response = client.delete(
        images_of(Product.objects.get(), ProductImage.objects.get())
    )

    assert response.status_code == 204
    assert fetch(url)[0] == 404


def test_a_replaced_image_is_gone_and_the_new_one_is_there(
    bucket: Bucket, client_of: Any, staff: Any
) -> None:
    client = client_of(staff)
    old = upload(client, make_product()).json()["image"]

    new = client.put(
        images_of(Product.objects.get(), ProductImage.objects.get()),
        {"image": picture("new.png")},
        format="multipart",
    ).json()["image"]

    assert (fetch(old)[0], fetch(new)[0]) == (404, 200)


def test_uploads_of_one_name_at_once_do_not_overwrite_each_other(
    bucket: Bucket, client_of: Any, staff: Any
) -> None:
    product = make_product()
    files = [picture("same.png", size=(8 + n, 8)) for n in range(4)]
    client = client_of(staff)

    answers = together(
        *(lambda file=file: upload(client, product, file).json() for file in files)
    )

    widths = {Image.open(BytesIO(fetch(a["image"])[1])).width for a in answers}
    assert widths == {8, 9, 10, 11}


def test_the_uploaders_word_for_the_type_does_not_count(
    bucket: Bucket, client_of: Any, staff: Any
) -> None:
    file = SimpleUploadedFile("a.png", picture().read(), content_type="text/html")

    url = upload(client_of(staff), make_product(), file).json()["image"]

    assert fetch(url)[2]["Content-Type"] == "image/png"


def test_a_name_that_needs_quoting_is_fetched_too(bucket: Bucket) -> None:
    name = default_storage.save("a b/مانجو+1 (x)!.png", ContentFile(b"mango"))

    assert fetch(default_storage.url(name))[:2] == (200, b"mango")


def test_a_name_does_not_leave_the_folder(bucket: Bucket, keep_in: Any) -> None:
    keep_in(**bucket.options(location="media"))

    with pytest.raises(Exception, match="denied"):
        default_storage.url("../secret.png")


# --- How it is addressed ----------------------------------------------------------


def test_a_folder_in_the_bucket(bucket: Bucket, keep_in: Any) -> None:
    keep_in(**bucket.options(location="media/eu"))
    image = make_image()

    url = image.image.url

    assert url.startswith(f"{bucket.endpoint}/store-files/media/eu/store/images/")
    assert fetch(url)[0] == 200


def test_a_domain_of_ones_own(bucket: Bucket, keep_in: Any, anon: Any) -> None:
    keep_in(**bucket.options(custom_domain="cdn.example.com", location="media"))
    image = make_image()

    body = anon.get(f"/store/products/{image.product_id}/").json()

    expected = f"https://cdn.example.com/media/{image.image.name}"
    assert body["images"][0]["image"] == expected


def test_a_private_bucket_is_read_by_signed_addresses(
    bucket: Bucket, keep_in: Any, anon: Any
) -> None:
    keep_in(**bucket.options(querystring_auth=True, querystring_expire=60))
    image = make_image()

    url = anon.get(f"/store/products/{image.product_id}/").json()["images"][0]["image"]

    assert "X-Amz-Signature=" in url
    assert fetch(url)[0] == 200


def test_the_cache_header_goes_with_the_object(bucket: Bucket, keep_in: Any) -> None:
    control = "public, max-age=31536000, immutable"
    keep_in(**bucket.options(object_parameters={"CacheControl": control}))

    assert fetch(make_image().image.url)[2]["Cache-Control"] == control


# --- What is asked of it ----------------------------------------------------------


def test_reads_ask_nothing_of_the_bucket(bucket: Bucket, anon: Any) -> None:
    product = make_product()
    for _ in range(3):
        image = make_image(product)
    make_vendor(image=picture())
    bucket.requests.clear()

    listed = anon.get("/store/products/").json()["results"]
    anon.get(f"/store/products/{product.pk}/")
    anon.get(images_of(product))
    anon.get(images_of(image.product, image))
    vendors = anon.get("/store/vendors/").json()

    assert [len(row["images"]) for row in listed] == [3]
    assert vendors[0]["image"].startswith(bucket.endpoint)
    assert bucket.requests == []


def test_an_upload_is_one_look_and_one_write(
    bucket: Bucket, client_of: Any, staff: Any
) -> None:
    upload(client_of(staff), make_product())

    assert [line.split()[0] for line in bucket.requests] == ["HEAD", "PUT"]


def test_the_admin_shows_and_saves_a_product_without_asking(
    bucket: Bucket, admin_client: Any
) -> None:
    image = make_image()
    make_image(image.product)
    where = page("store_product", "change", image.product_id)
    bucket.requests.clear()

    shown = admin_client.get(where)
    saved = admin_client.post(where, filled(shown) | {"title": "New title"})

    assert f'<img src="{image.image.url}" class="thumbnail"' in shown.content.decode()
    assert saved.status_code == 302
    assert Product.objects.get().title == "New title"
    assert bucket.requests == []


def test_the_seeded_shops_have_their_logos_in_the_bucket(bucket: Bucket) -> None:
    count = seed_vendors()

    logos = [vendor.image for vendor in Vendor.objects.all()]
    assert len(logos) == count.created
    assert {fetch(logo.url)[0] for logo in logos} == {200}
    assert all(logo.name.startswith("store/vendors/seed-") for logo in logos)
