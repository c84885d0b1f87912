"""What happens while the bucket does not serve us."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import default_storage

from core.files.errors import StorageUnavailable
from store.models import Product, ProductImage
from tests.admin_pages import filled, page
from tests.builders import make_image, make_product, picture
from tests.core.bucket import Bucket, fetch, images_of, upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield server.getsockname()[1]


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture(params=["no bucket", "closed", "silent"])
def outage(request: Any, s3_server: Bucket, keep_in: Any, monkeypatch: Any) -> Any:
    """The storage goes away when this is called."""
    monkeypatch.setattr("core.files.bucket.READ_SECONDS", 1)

    def begin() -> None:
        if request.param == "no bucket":
            keep_in(**s3_server.options(bucket_name="never-made"))
            return
        port = request.getfixturevalue(f"{request.param}_port")
        keep_in(**s3_server.options(endpoint_url=f"http://127.0.0.1:{port}"))

    return begin


def test_an_upload_in_an_outage_is_a_503_and_writes_nothing(
    outage: Any, client_of: Any, staff: Any
) -> None:
    product = make_product()
    outage()
    start = time.monotonic()

    response = upload(client_of(staff), product)

    assert response.status_code == 503
    assert response.json()["code"] == "storage_unavailable"
    assert response["Retry-After"] == "5"
    assert ProductImage.objects.count() == 0
    assert time.monotonic() - start < 10


def test_a_replacement_in_an_outage_keeps_the_old_image(
    bucket: Bucket, outage: Any, client_of: Any, staff: Any
) -> None:
    image = make_image()
    url = image.image.url
    outage()

    response = client_of(staff).put(
        images_of(image.product, image),
        {"image": picture("new.png")},
        format="multipart",
    )

    assert response.status_code == 503
    assert ProductImage.objects.get().image.name == image.image.name
    assert fetch(url)[0] == 200


def test_a_deletion_in_an_outage_deletes_the_row(
    bucket: Bucket, outage: Any, client_of: Any, staff: Any
) -> None:
    image = make_image()
    outage()

    response = client_of(staff).delete(images_of(image.product, image))

    assert response.status_code == 204
    assert ProductImage.objects.count() == 0


def test_an_upload_in_the_admin_in_an_outage_is_a_503_and_writes_nothing(
    bucket: Bucket, outage: Any, admin_client: Any
) -> None:
    image = make_image()
    where = page("store_product", "change", image.product_id)
    form = filled(admin_client.get(where))
    form |= {"title": "Not saved", "images-0-image": picture("new.png")}
    outage()

    response = admin_client.post(where, form)

    assert response.status_code == 503
    assert "does not answer" in response.content.decode()
    assert Product.objects.get().title != "Not saved"
    assert ProductImage.objects.get().image.name == image.image.name


def test_the_catalogue_is_read_in_an_outage(
    bucket: Bucket, outage: Any, anon: Any, admin_client: Any
) -> None:
    image = make_image()
    outage()

    assert anon.get("/store/products/").status_code == 200
    where = page("store_product", "change", image.product_id)
    assert admin_client.get(where).status_code == 200


def test_an_outage_is_one_error_whatever_is_asked(outage: Any) -> None:
    outage()

    for ask in (default_storage.size, default_storage.open):
        with pytest.raises((StorageUnavailable, FileNotFoundError)):
            ask("a.png")
    with pytest.raises(StorageUnavailable):
        default_storage.listdir("")
