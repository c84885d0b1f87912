"""Files of books for tests: sound ones, and those that somebody has tampered with."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from itertools import count
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.core.files.base import ContentFile
from django.db.models import Max
from PIL import Image
from pypdf import PdfWriter

from store.models import Book, BookFile, Product
from store.reading.services import add_file, settle_editions
from tests.builders import make_product, upload

numbers = count(1)
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = (
    '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
    "<manifest>{manifest}</manifest><spine>{spine}</spine></package>"
)
METADATA = (
    "<dc:title>Emma</dc:title><dc:creator>Jane Austen</dc:creator>"
    "<dc:creator>A. N. Other</dc:creator><dc:language>en</dc:language>"
)
COVER = (
    '<item id="c" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>'
)
CHAPTER = '<item id="{0}" href="{0}.xhtml" media-type="application/xhtml+xml"/>'


def jpeg(size: tuple[int, int] = (200, 300), colour: str = "teal") -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def package(
    *, chapters: int = 2, metadata: str = METADATA, manifest: str = COVER
) -> str:
    names = [f"ch{number}" for number in range(chapters)]
    return PACKAGE.format(
        metadata=metadata,
        manifest=manifest + "".join(CHAPTER.format(name) for name in names),
        spine="".join(f'<itemref idref="{name}"/>' for name in names),
    )


def epub_of(
    changes: Mapping[str, Any] | None = None,
    *,
    chapters: int = 2,
    mimetype: bytes = b"application/epub+zip",
    first: bool = True,
    kind: int = ZIP_STORED,
    **options: Any,
) -> bytes:
    """A sound EPUB; `changes` are entries to be added, changed, or (None) left out."""
    entries: dict[str, Any] = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": package(chapters=chapters, **options),
        "OEBPS/cover.jpg": jpeg(),
        **{
            f"OEBPS/ch{number}.xhtml": f"<html><body>Chapter {number}</body></html>"
            for number in range(chapters)
        },
        **(changes or {}),
    }
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        if first:
            archive.writestr("mimetype", mimetype, kind)
        for name, content in entries.items():
            if content is not None:
                archive.writestr(name, content)
    return file.getvalue()


def pdf_of(
    *,
    pages: int = 1,
    title: str = "",
    password: str = "",
    cover: bytes = b"",
    mark: str = "",
) -> bytes:
    """A sound PDF; `mark` makes it another file."""
    writer = PdfWriter()
    if cover:
        Image.open(BytesIO(cover)).save(picture := BytesIO(), "PDF")
        writer.append(picture)
    for _ in range(pages):
        writer.add_blank_page(200, 300)
    writer.add_metadata({"/Title": title, "/Author": "Jane Austen", "/Mark": mark})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def make_book(product: Product | None = None, **fields: Any) -> Book:
    product = product or make_product()
    return Book.objects.get_or_create(product=product, defaults=fields)[0]


def make_book_file(
    product: Product | None = None, *, content: bytes = b"", **fields: Any
) -> BookFile:
    """One that is ready, the newest of its format."""
    book = make_book(product)
    content = content or b"%%PDF-1.4 number %d" % next(numbers)
    fields = {"format": "pdf", "status": "ready", "pages": 12, **fields}
    slot = BookFile.objects.filter(
        book=book, format=fields["format"], is_sample=fields.get("is_sample", False)
    )
    last = slot.aggregate(last=Max("edition"))["last"] or 0
    fields.setdefault("edition", last + 1)
    fields.setdefault("size", len(content))
    edition = BookFile.objects.create(
        book=book,
        file=ContentFile(content, f"book.{fields['format']}"),
        sha256=sha256(content).hexdigest(),
        **fields,
    )
    if edition.status == "ready":
        settle_editions(newest=edition)
    return edition


def bring(
    book: Book, content: bytes, *, name: str = "mine.bin", is_sample: bool = False
) -> BookFile:
    """By the rule; whether somebody looks into it is the test's."""
    file = upload(content, name)
    return add_file(product=book.product, upload=file, is_sample=is_sample)[0]
