"""Draws a motif from its description: parts as `shape colour numbers`, in percent."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageDraw

from store_custom.seeding.pictures import edible, things

MOTIFS = edible.MOTIFS | things.MOTIFS
OVERSAMPLE = 2
Colour = tuple[int, int, int]
Draw = Callable[[ImageDraw.ImageDraw, Colour, list[float], float], None]


def rgb(code: str) -> Colour:
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`one` with a share (0 to 1) of `other`."""
    red, green, blue = (
        round(a + (b - a) * share) for a, b in zip(one, other, strict=True)
    )
    return red, green, blue


def scaled(numbers: list[float], scale: float) -> list[float]:
    return [number * scale for number in numbers]


def box(
    draw: ImageDraw.ImageDraw, fill: Colour, numbers: list[float], scale: float
) -> None:
    *at, radius = scaled(numbers, scale)
    draw.rounded_rectangle(at, radius, fill)


def poly(
    draw: ImageDraw.ImageDraw, fill: Colour, numbers: list[float], scale: float
) -> None:
    draw.polygon(scaled(numbers, scale), fill)


def oval(
    draw: ImageDraw.ImageDraw, fill: Colour, numbers: list[float], scale: float
) -> None:
    draw.ellipse(scaled(numbers, scale), fill)


def ring(
    draw: ImageDraw.ImageDraw, fill: Colour, numbers: list[float], scale: float
) -> None:
    *at, width = scaled(numbers, scale)
    draw.ellipse(at, outline=fill, width=round(width))


def line(
    draw: ImageDraw.ImageDraw, fill: Colour, numbers: list[float], scale: float
) -> None:
    width, *at = scaled(numbers, scale)
    draw.line(at, fill, round(width), joint="curve")


def arc(
    draw: ImageDraw.ImageDraw, fill: Colour, numbers: list[float], scale: float
) -> None:
    width, *at = scaled(numbers[:5], scale)
    start, end = numbers[5:]
    draw.arc(at, start, end, fill, round(width))


def pie(
    draw: ImageDraw.ImageDraw, fill: Colour, numbers: list[float], scale: float
) -> None:
    start, end = numbers[4:]
    draw.chord(scaled(numbers[:4], scale), start, end, fill)


SHAPES: dict[str, Draw] = {
    "box": box,
    "poly": poly,
    "oval": oval,
    "ring": ring,
    "line": line,
    "arc": arc,
    "pie": pie,
}


def inks(main: Colour, accent: Colour) -> dict[str, Colour]:
    """What the colour letters of a motif stand for."""
    white, black = (255, 253, 248), (52, 48, 50)
    return {
        "m": main,
        "d": mix(main, black, 0.32),
        "l": mix(main, white, 0.42),
        "a": accent,
        "w": white,
        "k": black,
        "g": (92, 142, 72),
        "h": (124, 170, 92),
        "y": (255, 220, 120),
    }


def draw_motif(
    ground: Image.Image, *, motif: str, main: Colour, accent: Colour, shadow: Colour
) -> Image.Image:
    """The square ground with the motif and its shadow on it.

    Drawn larger on opaque pixels and reduced: smooth edges, and much cheaper than
    reducing a transparent layer.
    """
    side = ground.width * OVERSAMPLE
    canvas = ground.resize((side, side), Image.Resampling.NEAREST)
    draw = ImageDraw.Draw(canvas)
    draw.ellipse([side * 0.14, side * 0.85, side * 0.86, side * 0.97], shadow)
    palette = inks(main, accent)
    for part in MOTIFS[motif].split(";"):
        shape, ink, *numbers = part.split()
        SHAPES[shape](draw, palette[ink], [float(n) for n in numbers], side / 100)
    return canvas.reduce(OVERSAMPLE)
