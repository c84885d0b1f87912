"""The files of the example books are real ones: sound, small, and the same each time."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from PIL import Image
from pypdf import PdfReader

from store.reading.epub import read_epub
from store.reading.found import Found
from store.reading.pdf import read_pdf
from store.reading.sniffing import find_format
from store_custom.seeding.data.passages import PASSAGES
from store_custom.seeding.plan import books
from store_custom.seeding.volumes.epub import write_epub
from store_custom.seeding.volumes.pdf import write_pdf
from store_custom.seeding.volumes.volume import Volume, make_volume, sample_of

OPENING = ("Chapter (I)", "It's a \\ truth & <universally> acknowledged. " * 9)


@pytest.fixture(scope="module")
def volume() -> Volume:
    return make_volume(
        slug="les-miserables",
        title="Les Misérables (and others)",
        author="Victor Hugo & Co",
        opening=OPENING,
    )


def test_the_pdf_is_read_by_a_strict_reader(volume: Volume, tmp_path: Path) -> None:
    content = write_pdf(volume)
    path = tmp_path / "book.pdf"
    path.write_bytes(content)

    reader = PdfReader(BytesIO(content), strict=True)
    found, cover = read_pdf(str(path))

    assert found == Found(3, volume.title, [volume.author], "en")
    assert cover is not None
    words = " ".join(reader.pages[1].extract_text().split())
    assert words == " ".join(f"{OPENING[0]} {OPENING[1]}".split())
    assert find_format(BytesIO(content)) == "pdf"
    assert len(content) < 20_000
    assert write_pdf(volume) == content


def test_the_epub_is_read_and_begins_as_one(volume: Volume, tmp_path: Path) -> None:
    content = write_epub(volume)
    path = tmp_path / "book.epub"
    path.write_bytes(content)

    found, cover = read_epub(str(path))

    assert found == Found(2, volume.title, [volume.author], "en")
    assert cover is not None
    with ZipFile(path) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert archive.testzip() is None
        assert "universally" in archive.read("EPUB/chapter1.xhtml").decode()
    assert find_format(BytesIO(content)) == "epub"
    assert write_epub(volume) == content


def test_a_sample_is_the_first_chapter(volume: Volume) -> None:
    reader = PdfReader(BytesIO(write_pdf(sample_of(volume))))

    assert len(reader.pages) == 2
    assert sample_of(volume).title.endswith("(sample)")


def test_every_passage_is_of_a_book_and_its_cover_opens(volume: Volume) -> None:
    assert PASSAGES.keys() <= {good.slug for good in books()}
    assert len(PASSAGES) == 24
    with Image.open(BytesIO(volume.cover)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (300, 450))
