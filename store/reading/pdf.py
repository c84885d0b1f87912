"""PDFs that people bring. Nothing here trusts them; it runs in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from store.reading.covers import MOST_BYTES, make_cover
from store.reading.found import Found, Refusal, tidy

PICTURE_FILTERS = ("/DCTDecode", ["/DCTDecode"])


def read_pdf(path: str) -> tuple[Found, bytes | None]:
    """What it says of itself, and its cover. Raises Refusal."""
    with Path(path).open("rb") as file:  # by its name, pypdf would read all of it
        return read_pages(file)


def read_pages(file: BinaryIO) -> tuple[Found, bytes | None]:
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted:
            raise Refusal("encrypted_pdf")
        count = len(reader.pages)
    except (Refusal, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - pypdf raises anything for a broken file
        raise Refusal("damaged_pdf") from None
    if not count:
        raise Refusal("no_pages")
    about = or_nothing(lambda: reader.metadata) or {}
    author = tidy(or_nothing(lambda: about.get("/Author")))
    found = Found(
        pages=count,
        title=tidy(or_nothing(lambda: about.get("/Title"))),
        authors=[author] if author else [],
        language=tidy(or_nothing(lambda: reader.root_object.get("/Lang"))),
    )
    return found, or_nothing(lambda: cover_of(reader))


def or_nothing(read: Any) -> Any:
    """What a file says besides its pages may be missing or broken."""
    try:
        return read()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - see above
        return None


def cover_of(reader: PdfReader) -> bytes | None:
    """The largest JPEG on the first page, as it stands in the file: nothing is drawn."""
    resources = reader.pages[0].get("/Resources", DictionaryObject()).get_object()
    objects = resources.get("/XObject", DictionaryObject()).get_object()
    pictures = [
        picture
        for picture in (value.get_object() for value in objects.values())
        if is_jpeg(picture)
    ]
    pictures.sort(key=lambda one: int(one["/Width"]) * int(one["/Height"]))
    content = pictures[-1]._data if pictures else b""
    return make_cover(content) if 0 < len(content) <= MOST_BYTES else None


def is_jpeg(thing: Any) -> bool:
    kind = thing.get("/Filter")
    plain = list(kind) if isinstance(kind, ArrayObject) else kind
    return thing.get("/Subtype") == "/Image" and plain in PICTURE_FILTERS
