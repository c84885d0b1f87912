"""Pictures found in files, which nobody has looked at: opened with care and written anew."""

from __future__ import annotations

import io
import warnings

from PIL import Image

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 10_000_000
MOST_PIXELS = 25_000_000
SMALLEST_SIDE = 100
LONGEST_SIDE = 1024


def make_cover(content: bytes) -> bytes | None:
    """A JPEG of at most 1024 pixels a side, without metadata; None for what is no cover."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                return encode(image)
    except Exception:  # noqa: BLE001 - Pillow raises anything for a broken picture
        return None


def encode(image: Image.Image) -> bytes | None:
    if image.width * image.height > MOST_PIXELS or min(image.size) < SMALLEST_SIDE:
        return None
    # A JPEG this large need not be unpacked whole.
    image.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
    flat = image.convert("RGBA") if image.mode in ("P", "LA", "PA") else image
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    paper = Image.new("RGB", flat.size, "white")
    paper.paste(flat, mask=flat if flat.mode == "RGBA" else None)
    written = io.BytesIO()
    paper.save(written, "JPEG", quality=85, progressive=True)
    return written.getvalue()
