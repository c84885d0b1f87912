"""What is found in files, and what hostile ones are refused for. In this process."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from PIL import Image

from store.reading import zips
from store.reading.covers import make_cover
from store.reading.epub import read_epub
from store.reading.found import Found, Refusal
from store.reading.pdf import read_pdf
from tests.book_files import CONTAINER, METADATA, epub_of, jpeg, package, pdf_of

OPF = "OEBPS/content.opf"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><container>&b;</container>'
)
FETCHED = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<container>&a;</container>"
)


def saved(content: bytes, folder: Path) -> str:
    path = folder / "book"
    path.write_bytes(content)
    return str(path)


def refusal(content: bytes, folder: Path, read: Any = read_epub) -> str:
    with pytest.raises(Refusal) as caught:
        read(saved(content, folder))
    return caught.value.reason


def test_an_epub_says_title_authors_language_pages_and_cover(tmp_path: Path) -> None:
    found, cover = read_epub(saved(epub_of(chapters=3), tmp_path))

    assert found == Found(3, "Emma", ["Jane Austen", "A. N. Other"], "en")
    assert cover is not None
    with Image.open(BytesIO(cover)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (200, 300))


def test_an_epub_has_a_page_for_each_kilobyte_of_a_chapter(tmp_path: Path) -> None:
    file = BytesIO(epub_of({"OEBPS/ch0.xhtml": None}, chapters=2))
    with ZipFile(file, "a") as archive:
        archive.writestr("OEBPS/ch0.xhtml", b"x" * 2049, ZIP_STORED)

    assert read_epub(saved(file.getvalue(), tmp_path))[0].pages == 3 + 1


def test_the_cover_of_an_older_epub_is_found_by_its_name(tmp_path: Path) -> None:
    manifest = '<item id="pic" href="cover.jpg" media-type="image/jpeg"/>'
    metadata = METADATA + '<meta name="cover" content="pic"/>'
    opf = package(manifest=manifest, metadata=metadata)

    assert read_epub(saved(epub_of({OPF: opf}), tmp_path))[1] is not None


@pytest.mark.parametrize("cover", [b"no picture", jpeg((20, 20)), b""])
def test_a_cover_that_is_none_is_left_out(tmp_path: Path, cover: bytes) -> None:
    found, picture = read_epub(saved(epub_of({"OEBPS/cover.jpg": cover}), tmp_path))

    assert (found.title, picture) == ("Emma", None)


@pytest.mark.parametrize(
    ("changes", "options", "reason"),
    [
        ({"META-INF/container.xml": None}, {}, "damaged_epub"),
        ({"META-INF/container.xml": "<container"}, {}, "damaged_epub"),
        ({"META-INF/container.xml": "<container/>"}, {}, "damaged_epub"),
        ({"META-INF/container.xml": BOMB}, {}, "damaged_epub"),
        ({"META-INF/container.xml": FETCHED}, {}, "damaged_epub"),
        ({OPF: None}, {}, "damaged_epub"),
        ({OPF: "no xml"}, {}, "damaged_epub"),
        ({OPF: CONTAINER.replace("</container>", "x" * 6_000_000)}, {}, "damaged_epub"),
        ({}, {"chapters": 0}, "no_pages"),
        ({"OEBPS/ch0.xhtml": None, "OEBPS/ch1.xhtml": None}, {}, "no_pages"),
        ({}, {"manifest": '<item id="a" href="../../x"/>'}, "unsafe_epub"),
        ({}, {"manifest": '<item id="a" href="%2e%2e/%2e%2e/x"/>'}, "unsafe_epub"),
        ({"../planted": "x"}, {}, "unsafe_epub"),
        ({"a/../../planted": "x"}, {}, "unsafe_epub"),
        ({"/etc/planted": "x"}, {}, "unsafe_epub"),
        ({"C:/planted": "x"}, {}, "unsafe_epub"),
        ({"a\\planted": "x"}, {}, "unsafe_epub"),
        ({"OEBPS/zeros": b"\0" * 60_000_000}, {}, "unsafe_epub"),
        (
            {
                "META-INF/encryption.xml": '<e><EncryptionMethod Algorithm="aes"/></e>',
            },
            {},
            "encrypted_epub",
        ),
    ],
    ids=range(19),
)
def test_an_epub_that_is_damaged_or_hostile_is_refused(
    tmp_path: Path, changes: dict[str, Any], options: dict[str, Any], reason: str
) -> None:
    assert refusal(epub_of(changes, **options), tmp_path) == reason


def test_scrambled_fonts_are_no_copy_protection(tmp_path: Path) -> None:
    method = '<EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>'
    content = epub_of({"META-INF/encryption.xml": f"<e>{method}</e>"})

    assert read_epub(saved(content, tmp_path))[0].title == "Emma"


def test_an_epub_cut_short_is_refused(tmp_path: Path) -> None:
    assert refusal(epub_of()[:-40], tmp_path) == "damaged_epub"
    assert refusal(b"", tmp_path) == "damaged_epub"


def test_an_entry_that_appears_twice_is_refused(tmp_path: Path) -> None:
    file = BytesIO(epub_of())
    with ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(OPF, "x")

    assert refusal(file.getvalue(), tmp_path) == "unsafe_epub"


def test_a_link_is_no_entry_of_a_book(tmp_path: Path) -> None:
    file = BytesIO(epub_of())
    link = ZipInfo("OEBPS/passwd")
    link.external_attr = 0o120777 << 16
    with ZipFile(file, "a") as archive:
        archive.writestr(link, "/etc/passwd")

    assert refusal(file.getvalue(), tmp_path) == "unsafe_epub"


def test_too_many_entries_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "MOST_ENTRIES", 4)
    monkeypatch.setattr(zips, "ZipFile", None)

    assert refusal(epub_of(), tmp_path) == "unsafe_epub"


def test_an_end_that_lies_about_its_entries_gets_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says 1 where there are 7: zipfile goes by the bytes, and so do we."""
    monkeypatch.setattr(zips, "MOST_ENTRIES", 4)
    content = bytearray(epub_of())
    content[-14:-10] = b"\1\0\1\0"

    assert refusal(bytes(content), tmp_path) == "unsafe_epub"


def test_entries_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    """One packed piece, named a thousand times, would unpack a thousand times."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", ZIP_STORED)
        archive.writestr("a", b"a" * 100_000)
        first = archive.getinfo("a")
        for number in range(50):
            twin = ZipInfo(f"a{number}")
            for name in ("compress_type", "CRC", "file_size", "compress_size"):
                setattr(twin, name, getattr(first, name))
            twin.header_offset = first.header_offset
            archive.filelist.append(twin)
        archive._didModify = True

    assert refusal(file.getvalue(), tmp_path) in {"unsafe_epub", "damaged_epub"}


def test_a_pdf_says_pages_title_author_and_cover(tmp_path: Path) -> None:
    content = pdf_of(pages=2, title="Emma\0 \n or so", cover=jpeg((300, 400)))

    found, cover = read_pdf(saved(content, tmp_path))

    assert found == Found(3, "Emma or so", ["Jane Austen"], "")
    assert cover is not None
    with Image.open(BytesIO(cover)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (300, 400))


def test_a_pdf_without_a_picture_has_no_cover(tmp_path: Path) -> None:
    assert read_pdf(saved(pdf_of(), tmp_path))[1] is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.4 nothing\nstartxref\n0\n%%EOF", "damaged_pdf"),
        (b"", "damaged_pdf"),
        (pdf_of(pages=0), "no_pages"),
        (pdf_of(password="secret"), "encrypted_pdf"),
        (pdf_of(password="").replace(b"/Pages", b"/Pagez"), "damaged_pdf"),
    ],
    ids=range(5),
)
def test_a_pdf_that_is_no_good_is_refused(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    assert refusal(content, tmp_path, read_pdf) == reason


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "LA", "CMYK", "1"])
def test_covers_of_every_kind_become_a_plain_jpeg(mode: str) -> None:
    file = BytesIO()
    Image.new(mode, (1500, 3000)).save(file, "JPEG" if mode == "CMYK" else "PNG")

    cover = make_cover(file.getvalue())

    assert cover is not None
    with Image.open(BytesIO(cover)) as picture:
        assert (picture.format, picture.mode, picture.size) == (
            *("JPEG", "RGB"),
            (512, 1024),
        )


def test_a_picture_that_unpacks_to_too_much_is_no_cover() -> None:
    file = BytesIO()
    Image.new("1", (9000, 9000)).save(file, "PNG")

    assert make_cover(file.getvalue()) is None


def test_what_a_file_says_is_cut_to_what_can_be_kept() -> None:
    told = {
        "pages": 10**12,
        "title": "x" * 1000,
        "authors": ["\ud800a\x00b"] * 50,
        "language": "y" * 99,
    }

    found = Found.from_told(told)

    assert found.pages == 1_000_000
    assert len(found.title) == 255
    assert found.authors == ["ab"] * 20
    assert len(found.language) == 35
