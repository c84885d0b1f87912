"""Phone number and picture of an account."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.files.images import clean_picture
from core.models import User

pytestmark = pytest.mark.django_db
ME = "/auth/users/me/"


def picture(
    mode: str = "RGB",
    size: tuple[int, int] = (80, 40),
    kind: str = "JPEG",
    **options: Any,
) -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else (255, 0, 0, 9)).save(
        written, kind, **options
    )
    return SimpleUploadedFile(f"me.{kind.lower()}", written.getvalue())


def with_place_and_turned() -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, comment=b"home address")


def stored(user: Any) -> Image.Image:
    user.refresh_from_db()
    return Image.open(io.BytesIO(user.profile_image.read()))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+213 555 01 02 03", "+213555010203"),
        ("0555 01 02 03", "+213555010203"),
        ("+33 1 23 45 67 89", "+33123456789"),
        ("", ""),
    ],
)
def test_a_phone_number_is_kept_in_one_form(client_of, alice, typed, kept):
    answer = client_of(alice).patch(ME, {"phone_number": typed}, format="json")

    assert (answer.status_code, answer.json()["phone_number"]) == (200, kept)
    assert str(User.objects.get().phone_number) == kept


@pytest.mark.parametrize(
    "typed", ["12", "abc", "+999123456789", "5" * 40, 5, [], "\x00"]
)
def test_what_is_no_phone_number_is_refused(client_of, alice, typed):
    answer = client_of(alice).patch(ME, {"phone_number": typed}, format="json")

    assert answer.status_code == 400
    assert answer.json()["phone_number"]


def test_a_picture_is_turned_upright_and_loses_what_the_camera_wrote(client_of, alice):
    answer = client_of(alice).patch(ME, {"profile_image": with_place_and_turned()})

    assert answer.status_code == 200
    assert answer.json()["profile_image"].startswith("http://testserver/media/core/")
    image = stored(alice)
    assert (image.format, image.size) == ("JPEG", (40, 80))
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"} | {
        "progressive",
        "progression",
    }
    alice.profile_image.seek(0)
    raw = alice.profile_image.read()
    assert b"CameraMaker" not in raw
    assert b"home address" not in raw


@pytest.mark.parametrize(
    ("upload", "kind", "size"),
    [
        (lambda: picture(kind="PNG"), "JPEG", (80, 40)),
        (lambda: picture(kind="WEBP"), "JPEG", (80, 40)),
        (lambda: picture("RGBA", kind="PNG"), "PNG", (80, 40)),
        (lambda: picture(size=(4000, 2000)), "JPEG", (1024, 512)),
    ],
)
def test_every_kind_of_picture_is_kept_small(client_of, alice, upload, kind, size):
    assert client_of(alice).patch(ME, {"profile_image": upload()}).status_code == 200

    assert (stored(alice).format, stored(alice).size) == (kind, size)


def test_palettes_and_shades_of_grey_are_made_small_smoothly(client_of, alice):
    """Of black and white lines grey remains, in whatever way they were written."""
    lines = Image.new("L", (2048, 2048))
    for row in range(0, 2048, 2):
        lines.paste(255, (0, row, 2048, row + 1))
    for mode in ("1", "L", "P", "LA", "RGBA"):
        file = io.BytesIO()
        lines.convert(mode).save(file, "PNG")
        upload = SimpleUploadedFile("lines.png", file.getvalue())

        answer = client_of(alice).patch(ME, {"profile_image": upload})

        assert answer.status_code == 200
        assert 100 < stored(alice).convert("L").getpixel((500, 500)) < 156


def bomb() -> SimpleUploadedFile:
    """A PNG of a few hundred bytes that says it is 50,000 pixels square."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + name + data + check

    side = (50_000).to_bytes(4, "big")
    head = chunk(b"IHDR", side + side + bytes([8, 2, 0, 0, 0]))
    body = chunk(b"IDAT", zlib.compress(bytes(100)))
    return SimpleUploadedFile(
        "bomb.png", b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")
    )


REFUSED = [
    (bomb, "25 megapixels"),
    (lambda: picture(size=(6000, 5000)), "25 megapixels"),
    (lambda: picture(kind="GIF"), "JPEG, PNG or WebP"),
    (lambda: SimpleUploadedFile("me.jpg", b"<svg onload=alert(1)>"), "JPEG, PNG"),
    (lambda: SimpleUploadedFile("me.png", picture().read()[:200]), "JPEG, PNG"),
    (lambda: SimpleUploadedFile("me.jpg", b""), "empty"),
]


@pytest.mark.parametrize(("upload", "words"), REFUSED)
def test_what_is_no_good_picture_is_refused_and_the_old_one_stays(
    client_of, alice, upload, words
):
    client_of(alice).patch(ME, {"profile_image": picture()})
    alice.refresh_from_db()
    before = alice.profile_image.name

    answer = client_of(alice).patch(ME, {"profile_image": upload()})

    assert answer.status_code == 400
    assert words in answer.json()["profile_image"][0]
    alice.refresh_from_db()
    assert alice.profile_image.name == before
    assert default_storage.exists(before)


def test_text_is_no_picture(client_of, alice):
    answer = client_of(alice).patch(ME, {"profile_image": "x"}, format="json")

    assert answer.status_code == 400


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_picture_is_replaced_and_removed_with_its_file(
    client_of, alice, nothing, django_capture_on_commit_callbacks
):
    client, names = client_of(alice), []
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            client.patch(ME, {"profile_image": picture()})
        alice.refresh_from_db()
        names.append(alice.profile_image.name)
    assert [default_storage.exists(name) for name in names] == [False, True]

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.patch(ME, {"profile_image": nothing}, format="json")

    assert answer.json()["profile_image"] is None
    assert not default_storage.exists(names[1])


def test_a_picture_stays_when_something_else_changes(client_of, alice):
    client_of(alice).patch(ME, {"profile_image": picture()})

    answer = client_of(alice).patch(ME, {"first_name": "Al"}, format="json")

    assert answer.json()["profile_image"]


def test_a_large_file_is_refused_before_it_is_opened():
    with pytest.raises(ValidationError, match="5 MB"):
        clean_picture(SimpleUploadedFile("me.jpg", bytes(5_000_001)))


def test_a_request_over_the_limit_is_refused_before_that(client_of, alice):
    upload = SimpleUploadedFile("me.jpg", bytes(5_000_001))

    answer = client_of(alice).patch(ME, {"profile_image": upload})

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
