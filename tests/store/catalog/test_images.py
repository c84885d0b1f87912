"""`/store/products/{product_pk}/images/`."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from store.models import ProductImage
from tests.builders import make_image, make_product, picture

pytestmark = pytest.mark.django_db


def address(product, image=None):
    return f"/store/products/{product.pk}/images/" + (f"{image.pk}/" if image else "")


def padded(size):
    """A real picture of exactly `size` bytes."""
    content = picture().read()
    return SimpleUploadedFile("big.png", content + b"\0" * (size - len(content)))


def bomb(side):
    file = BytesIO()
    Image.new("1", (side, side)).save(file, "PNG")
    assert len(file.getvalue()) < 500 * 1024
    return SimpleUploadedFile("bomb.png", file.getvalue(), content_type="image/png")


def test_images_are_a_bare_list_of_absolute_addresses(anon):
    product = make_product()
    image = make_image(product)
    make_image()

    response = anon.get(address(product))

    expected = {"id": image.pk, "image": f"http://testserver{image.image.url}"}
    assert response.json() == [expected]
    assert anon.get(address(product, image)).json() == expected


def test_staff_upload_an_image(client_of, staff, anon):
    product = make_product()

    response = client_of(staff).post(
        address(product), {"image": picture()}, format="multipart"
    )

    body = response.json()
    assert response.status_code == 201
    assert body["id"] == ProductImage.objects.get(product=product).pk
    assert body["image"].startswith("http://testserver/media/store/images/picture")
    assert anon.get(f"/store/products/{product.pk}/").json()["images"] == [body]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("vera", 201),
        ("mina", 201),
        ("sam", 403),
        ("otto", 403),
        ("alice", 403),
        (None, 401),
    ],
)
def test_members_who_write_products_write_their_images(
    request, client_of, veras_shop, ottos_shop, who, status
):
    product = make_product(vendor=veras_shop)
    client = client_of(who and request.getfixturevalue(who))

    response = client.post(address(product), {"image": picture()}, format="multipart")

    assert response.status_code == status
    assert product.images.count() == (status == 201)


@pytest.mark.parametrize(
    ("who", "status"), [("vera", 403), ("alice", 403), (None, 401)]
)
@pytest.mark.parametrize("verb", ["put", "patch", "delete"])
def test_images_of_the_store_itself_are_written_by_staff(
    request, client_of, veras_shop, who, status, verb
):
    image = make_image()
    name = image.image.name
    client = client_of(who and request.getfixturevalue(who))

    response = getattr(client, verb)(
        address(image.product, image), {"image": picture()}, format="multipart"
    )

    assert response.status_code == status
    assert ProductImage.objects.get().image.name == name


def test_a_file_of_500_kb_fits_and_one_byte_more_does_not(client_of, staff):
    product = make_product()
    client = client_of(staff)

    fits = client.post(
        address(product), {"image": padded(500 * 1024)}, format="multipart"
    )
    over = client.post(
        address(product), {"image": padded(500 * 1024 + 1)}, format="multipart"
    )

    assert fits.status_code == 201
    assert over.status_code == 400
    assert over.json()["image"] == ["Files cannot be larger than 500KB!"]
    assert product.images.count() == 1


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("a.png", b"this is no picture", content_type="image/png"),
        SimpleUploadedFile("a.png", b"", content_type="image/png"),
        SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        SimpleUploadedFile("a.html", b"<script>alert(1)</script>"),
        SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    ],
    ids=["text", "empty", "svg", "html", "broken"],
)
def test_what_is_not_an_image_is_refused(client_of, staff, file):
    product = make_product()
    file.seek(0)

    response = client_of(staff).post(
        address(product), {"image": file}, format="multipart"
    )

    assert response.status_code == 400
    assert response.json()["image"]
    assert product.images.count() == 0


def test_a_picture_that_calls_itself_a_web_page_is_refused(client_of, staff):
    product = make_product()

    response = client_of(staff).post(
        address(product), {"image": picture("evil.html")}, format="multipart"
    )

    assert response.status_code == 400
    assert product.images.count() == 0


@pytest.mark.parametrize("side", [5001, 10_000, 20_000])
def test_a_small_file_with_too_many_pixels_is_refused(client_of, staff, side):
    product = make_product()

    response = client_of(staff).post(
        address(product), {"image": bomb(side)}, format="multipart"
    )

    assert response.status_code == 400
    assert response.json()["image"]
    assert product.images.count() == 0


@pytest.mark.parametrize("value", [None, "text", 5, [], {}, ["a"], {"a": 1}, True])
def test_an_image_is_no_json_value(client_of, staff, value):
    product = make_product()

    response = client_of(staff).post(address(product), {"image": value}, format="json")

    assert response.status_code == 400
    assert response.json()["image"]
    assert product.images.count() == 0


def test_an_image_is_required(client_of, staff):
    product = make_product()

    response = client_of(staff).post(address(product), {}, format="multipart")

    assert response.status_code == 400
    assert response.json()["image"] == ["No file was submitted."]


@pytest.mark.parametrize(
    "name", ["../../evil.png", "مانجو.png", "a b?c#d.png", "x" * 300 + ".png"]
)
def test_no_file_name_leaves_the_folder(client_of, staff, name):
    product = make_product()

    response = client_of(staff).post(
        address(product), {"image": picture(name)}, format="multipart"
    )

    assert response.status_code in (201, 400)
    for image in product.images.all():
        assert image.image.name.startswith("store/images/")
        assert ".." not in image.image.name


@pytest.mark.parametrize("verb", ["put", "patch"])
def test_staff_replace_an_image(client_of, staff, verb):
    image = make_image()
    old = image.image.name

    response = getattr(client_of(staff), verb)(
        address(image.product, image), {"image": picture("new.png")}, format="multipart"
    )

    assert response.status_code == 200
    assert response.json()["id"] == image.pk
    assert "new" in response.json()["image"]
    assert ProductImage.objects.get().image.name != old


def test_staff_delete_an_image(client_of, staff):
    image = make_image()

    response = client_of(staff).delete(address(image.product, image))

    assert response.status_code == 204
    assert ProductImage.objects.count() == 0


def test_an_image_is_found_under_its_own_product_alone(client_of, staff):
    image = make_image()
    other = make_product()

    for verb in ("get", "put", "patch", "delete"):
        response = getattr(client_of(staff), verb)(address(other, image))
        assert response.status_code == 404
    assert ProductImage.objects.count() == 1


@pytest.mark.parametrize("pk", ["999999", "abc", "9" * 25, "-1"])
@pytest.mark.parametrize("verb", ["get", "post"])
def test_images_of_an_unknown_product_are_a_404(client_of, staff, pk, verb):
    response = getattr(client_of(staff), verb)(f"/store/products/{pk}/images/")

    assert response.status_code == 404
    assert set(response.json()) == {"detail", "code"}


def test_images_of_a_hidden_product_do_not_show(anon):
    image = make_image(make_product(is_published=False))

    assert anon.get(address(image.product)).status_code == 404
    assert anon.get(address(image.product, image)).status_code == 404
