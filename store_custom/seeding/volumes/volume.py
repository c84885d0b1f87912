"""A book in words, and its cover."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import NamedTuple

from PIL import Image, ImageDraw

from store_custom.seeding.data.passages import COLOPHON
from store_custom.seeding.pictures.brush import mix, rgb
from store_custom.seeding.pictures.paint import COVERS, font, plain, wrapped

SIZE = (300, 450)
GOLD = (238, 214, 160)


class Volume(NamedTuple):
    """`chapters`: title and text of each."""

    slug: str
    title: str
    author: str
    cover: bytes
    chapters: list[tuple[str, str]]


def make_volume(
    *, slug: str, title: str, author: str, opening: tuple[str, str]
) -> Volume:
    cover = draw_cover(title=title, author=author)
    return Volume(slug, title, author, cover, [opening, ("Colophon", COLOPHON)])


def sample_of(volume: Volume) -> Volume:
    """Its first chapter."""
    return volume._replace(
        title=f"{volume.title} (sample)", chapters=volume.chapters[:1]
    )


def draw_cover(*, title: str, author: str) -> bytes:
    """Cloth with a frame, as a JPEG; the same title gives the same one."""
    cloth = rgb(Random(title).choice(COVERS))
    canvas = Image.new("RGB", SIZE, cloth)
    draw = ImageDraw.Draw(canvas)
    draw.rectangle([0, 0, 18, 449], mix(cloth, (0, 0, 0), 0.22))
    draw.rectangle([36, 22, 280, 428], outline=GOLD, width=2)
    for row, text in enumerate(wrapped(plain(title), 14)):
        draw.text((158, 90 + 32 * row), text, GOLD, font(26), anchor="mm")
    for row, text in enumerate(reversed(wrapped(plain(author), 20))):
        draw.text((158, 396 - 22 * row), text, GOLD, font(17), anchor="mm")
    file = BytesIO()
    canvas.save(file, "JPEG", quality=60, optimize=True)
    return file.getvalue()
