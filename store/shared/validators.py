"""Checks of uploaded files. Migrations name these functions: do not move them."""

from django.core.exceptions import ValidationError
from django.core.files import File

MAX_IMAGE_KB = 500
MAX_IMAGE_PIXELS = 25_000_000


def is_stored(file: File) -> bool:
    """Checked when it came in; a look at it now would be a request to the bucket."""
    return getattr(file, "_committed", False)


def validate_image_size(file: File) -> None:
    """At most 500 KB."""
    if not is_stored(file) and file.size > MAX_IMAGE_KB * 1024:
        raise ValidationError(f"Files cannot be larger than {MAX_IMAGE_KB}KB!")


def validate_image_pixels(file: File) -> None:
    """At most 25 megapixels: a small file may unpack to a picture that fills the memory."""
    image = None if is_stored(file) else getattr(file, "image", None)
    if image is not None and image.width * image.height > MAX_IMAGE_PIXELS:
        raise ValidationError("Images cannot have more than 25 megapixels.")
