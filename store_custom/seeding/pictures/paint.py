"""Product pictures: a paper, a soft disc, and a motif in the colour its name suggests."""

from __future__ import annotations

import unicodedata
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFont

from store_custom.seeding.pictures.brush import Colour, draw_motif, mix, rgb

SIZE = (480, 360)
WHITE = (255, 255, 255)
PAPERS = 4
HUES = {
    "copper": "#c4713b",
    "brass": "#c9a03d",
    "gold": "#d1a23a",
    "terracotta": "#c0633f",
    "ochre": "#c98a2e",
    "oak": "#b98a55",
    "walnut": "#6f4a33",
    "cedar": "#a8643f",
    "wood": "#a9744a",
    "wooden": "#a9744a",
    "acacia": "#96633c",
    "beech": "#d0a677",
    "bamboo": "#c9b26a",
    "rattan": "#c59a5f",
    "cork": "#b98d63",
    "iron": "#4a4d52",
    "black": "#3c3c42",
    "steel": "#8d99a3",
    "stainless": "#8d99a3",
    "blue": "#3f74b0",
    "indigo": "#3c4a86",
    "navy": "#33466f",
    "green": "#6f9a6a",
    "sage": "#93a584",
    "emerald": "#2f8a63",
    "red": "#bf3f3a",
    "burgundy": "#7d2f42",
    "cherry": "#a8263c",
    "strawberry": "#d2434d",
    "apricot": "#eb9a4b",
    "rose": "#d28a98",
    "lavender": "#9a88c0",
    "violet": "#7d62a8",
    "honey": "#d9982f",
    "chocolate": "#5e3b2a",
    "dark": "#4d3428",
    "white": "#e9e4da",
    "linen": "#d2c3a5",
    "stoneware": "#a9a397",
    "marble": "#cfccca",
    "charcoal": "#505057",
    "cognac": "#a5612f",
    "golden": "#e3bf4f",
    "granny": "#8cb84a",
    "muscat": "#a9b957",
    "cardinal": "#8a2f4a",
    "tomato": "#d5452f",
    "sunflower": "#eab52f",
    "lemons": "#f2d13c",
    "mandarins": "#f08a24",
    "oranges": "#f2991f",
    "pomegranates": "#c0303f",
    "figs": "#6d4a78",
    "dates": "#8a4f2a",
    "grapes": "#76456f",
    "pears": "#b9c24f",
    "apples": "#cf4038",
    "basketball": "#d9762c",
}

MANGOES = ("#f3a72e", "#f0b93c", "#eb9440", "#d9b341", "#b5b54a")
BLUSHES = ("#e2603a", "#d94a3d", "#ec7f3a", "#e6893f")


@cache
def paper(colour: Colour, variant: int) -> Image.Image:
    """A ground that darkens downwards, with a table and a disc behind the motif."""
    canvas = Image.new("RGB", SIZE, mix(colour, WHITE, 0.25))
    draw = ImageDraw.Draw(canvas)
    horizon = 262 + 8 * variant
    draw.rectangle([0, horizon, 480, 360], mix(colour, (120, 100, 80), 0.12))
    left = 78 + 14 * variant
    disc = Image.new("L", (600, 600), 0)
    ImageDraw.Draw(disc).ellipse([0, 0, 599, 599], 150)
    tint = Image.new("RGB", (300, 300), mix(colour, WHITE, 0.8))
    canvas.paste(tint, (left, 22), disc.reduce(2))
    return canvas


def hue(title: str, shelf_inks: str, dice: Random) -> tuple[Colour, Colour]:
    """The colour that a word of the title names, else one of the shelf's; an accent."""
    choices = [rgb(code) for code in shelf_inks.split("|")]
    words = title.lower().replace("-", " ").split()
    named = [rgb(HUES[word]) for word in words if word in HUES]
    if "mangoes" in words:
        return rgb(dice.choice(MANGOES)), rgb(dice.choice(BLUSHES))
    accent = dice.choice(choices)
    main = named[0] if named else dice.choice(choices)
    return main, accent if accent != main else mix(main, WHITE, 0.7)


def encoded(canvas: Image.Image) -> bytes:
    """JPEG: smaller than PNG here, encoded in a millisecond, shown everywhere."""
    file = BytesIO()
    canvas.save(file, "JPEG", quality=60, optimize=True)
    return file.getvalue()


def product_picture(
    *, title: str, motif: str, paper_code: str, shelf_inks: str
) -> bytes:
    """The picture of one product as JPEG bytes; the same title gives the same picture."""
    dice = Random(title)
    canvas = paper(rgb(paper_code), dice.randrange(PAPERS)).copy()
    main, accent = hue(title, shelf_inks, dice)
    side = dice.choice((280, 264, 250))
    left, top = (SIZE[0] - side) // 2 + dice.randint(-18, 18), 326 - side
    square = (left, top, left + side, top + side)
    turn = Image.Transpose.FLIP_LEFT_RIGHT
    mirrored = dice.random() < 0.5
    ground = canvas.crop(square)
    figure = draw_motif(
        ground.transpose(turn) if mirrored else ground,
        motif=motif,
        main=main,
        accent=accent,
        shadow=mix(rgb(paper_code), (70, 60, 50), 0.24),
    )
    canvas.paste(figure.transpose(turn) if mirrored else figure, square)
    return encoded(canvas)


@cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def plain(text: str) -> str:
    """Without accents: the built-in font has few of them."""
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def wrapped(title: str, width: int) -> list[str]:
    """The words of a title in lines of at most about `width` letters."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


COVERS = [
    "#7b3f3f",
    "#2f4b6e",
    "#3f6b57",
    "#6d4a78",
    "#a0622d",
    "#37474f",
    "#8a2f4a",
    "#5b6b2f",
]


def cover_picture(*, title: str, author: str) -> bytes:
    """A cloth-bound book with its title and author typeset on the cover."""
    dice = Random(title)
    canvas = paper((240, 232, 220), dice.randrange(PAPERS)).copy()
    draw = ImageDraw.Draw(canvas)
    cloth = rgb(dice.choice(COVERS))
    gold = (238, 214, 160)
    draw.ellipse([118, 322, 372, 350], mix((240, 232, 220), (80, 60, 40), 0.28))
    draw.rounded_rectangle([136, 26, 354, 340], 5, (250, 246, 236))
    draw.rounded_rectangle([130, 20, 346, 336], 5, cloth)
    draw.rectangle([130, 20, 148, 336], mix(cloth, (0, 0, 0), 0.22))
    draw.rectangle([160, 34, 334, 322], outline=gold, width=2)
    ornament(draw, gold, dice.randrange(3))
    lines = wrapped(plain(title), 12)
    size = 26 if len(lines) < 4 and max(map(len, lines)) < 12 else 21
    top = 78
    for text in lines:
        draw.text((247, top), text, gold, font(size), anchor="mm")
        top += size + 6
    for row, text in enumerate(reversed(wrapped(plain(author), 16))):
        draw.text((247, 300 - 18 * row), text, gold, font(15), anchor="mm")
    return encoded(canvas)


def ornament(draw: ImageDraw.ImageDraw, gold: Colour, kind: int) -> None:
    """A small figure between title and author."""
    if kind == 0:
        draw.polygon([247, 218, 262, 236, 247, 254, 232, 236], outline=gold, width=2)
    elif kind == 1:
        draw.ellipse([231, 220, 263, 252], outline=gold, width=2)
        draw.ellipse([242, 231, 252, 241], gold)
    else:
        draw.line([207, 236, 287, 236], gold, 2)
        draw.ellipse([241, 230, 253, 242], gold)


def logo_picture(*, name: str, colour: str) -> bytes:
    """A shop's initials on a disc of its colour, 240 × 240, PNG."""
    canvas = Image.new("RGB", (480, 480), mix(rgb(colour), WHITE, 0.86))
    draw = ImageDraw.Draw(canvas)
    draw.ellipse([36, 36, 444, 444], rgb(colour))
    draw.ellipse([60, 60, 420, 420], outline=mix(rgb(colour), WHITE, 0.7), width=6)
    words = [word for word in name.split() if word[0].isupper() and word != "The"]
    initials = "".join(word[0] for word in words[:2])
    draw.text((240, 240), initials, WHITE, font(170), anchor="mm")
    file = BytesIO()
    canvas.reduce(2).quantize(32).save(file, "PNG")
    return file.getvalue()
