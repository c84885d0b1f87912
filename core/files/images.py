"""Pictures of people: looked into, turned upright, and written anew without metadata."""

from __future__ import annotations

import io
import warnings
from threading import Lock

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
# What Pillow makes small without losing shades; a palette, for one, it does not.
SMOOTH = ("L", "RGB", "LA", "RGBA")
MOST_BYTES = 5_000_000
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 1024
# One at a time in each process: a picture of 50 kB can take 400 MB to unpack.
unpacking = Lock()
TOO_MANY_PIXELS = ValidationError(
    "Pictures cannot have more than 25 megapixels.", "too_many_pixels"
)


def clean_picture(upload: File) -> ContentFile:
    """The upload as a JPEG of at most 1024 pixels a side (PNG where it is transparent).

    Size and pixels are looked at before anything is unpacked. What a camera wrote into
    the file, the place for one, is left behind. Raises ValidationError.
    """
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError("Pictures cannot be larger than 5 MB.", "too_large")
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with unpacking, Image.open(upload, formats=FORMATS) as image:
                return encode(image)
    except ValidationError:
        raise
    except Image.DecompressionBombError:
        raise TOO_MANY_PIXELS from None
    except Exception:  # noqa: BLE001 - Pillow raises anything for a broken file
        raise ValidationError(
            "This is not a JPEG, PNG or WebP picture that can be read.", "invalid_image"
        ) from None


def encode(image: Image.Image) -> ContentFile:
    if image.width * image.height > MOST_PIXELS:
        raise TOO_MANY_PIXELS
    # A JPEG this large need not be unpacked whole.
    image.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
    see_through = "A" in image.getbands() or "transparency" in image.info
    mode = "RGBA" if see_through else "RGB"
    # Made small first: each copy of the whole would be 100 MB more.
    small = image if image.mode in SMOOTH else image.convert(mode)
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(small).convert(mode)
    plain = Image.new(upright.mode, upright.size)
    plain.paste(upright)
    written = io.BytesIO()
    if see_through:
        plain.save(written, "PNG", optimize=True)
    else:
        plain.save(written, "JPEG", quality=88, progressive=True)
    return ContentFile(
        written.getvalue(), name="picture.png" if see_through else "picture.jpg"
    )
