"""A PDF of a volume: its cover, and a page for each chapter. The same bytes each time."""

from __future__ import annotations

from io import BytesIO
from textwrap import wrap

from PIL import Image

from store_custom.seeding.volumes.volume import Volume

WIDTH, HEIGHT, MARGIN = 300, 450, 36
LEADING, LINE = 15, 46
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"
CATALOG, PAGES, TEXT, PICTURE, ABOUT = 1, 2, 3, 4, 5


def write_pdf(volume: Volume) -> bytes:
    """Objects 1 to 5 are the fixed ones; a page and its content follow in turn."""
    contents = [draw_picture(), *(draw_text(*chapter) for chapter in volume.chapters)]
    first = ABOUT + 1
    keys = [first + 2 * number for number in range(len(contents))]
    kids = " ".join(f"{key} 0 R" for key in keys)
    objects = [
        b"<< /Type /Catalog /Pages %d 0 R /Lang (en) >>" % PAGES,
        f"<< /Type /Pages /Count {len(keys)} /Kids [{kids}] >>".encode(),
        FONT,
        picture(volume.cover),
        b"<< /Title (%b) /Author (%b) >>" % (text(volume.title), text(volume.author)),
    ]
    for key, content in zip(keys, contents, strict=True):
        objects += [page(key + 1), stream(b"", content)]
    return assemble(objects)


def assemble(objects: list[bytes]) -> bytes:
    """The numbered objects, the table of where each begins, and where that table is."""
    file = BytesIO()
    file.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    for number, content in enumerate(objects, 1):
        starts.append(file.tell())
        file.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
    table = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.writelines(b"%010d 00000 n \n" % start for start in starts)
    file.write(
        b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, CATALOG, ABOUT, table)
    )
    return file.getvalue()


def page(content: int) -> bytes:
    resources = b"<< /Font << /F %d 0 R >> /XObject << /C %d 0 R >> >>"
    return (
        b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
        b"/Resources %b >>"
        % (PAGES, WIDTH, HEIGHT, content, resources % (TEXT, PICTURE))
    )


def picture(cover: bytes) -> bytes:
    """A JPEG stands in a PDF as it is."""
    width, height = Image.open(BytesIO(cover)).size
    about = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB "
        b"/BitsPerComponent 8 /Filter /DCTDecode " % (width, height)
    )
    return stream(about, cover)


def stream(about: bytes, content: bytes) -> bytes:
    return b"<< %b/Length %d >>\nstream\n%b\nendstream" % (about, len(content), content)


def draw_picture() -> bytes:
    return b"q %d 0 0 %d 0 0 cm /C Do Q" % (WIDTH, HEIGHT)


def draw_text(title: str, words: str) -> bytes:
    start = b"BT /F 18 Tf %d %d Td (%b) Tj /F 12 Tf 0 -12 Td " % (
        *(MARGIN, HEIGHT - 2 * MARGIN),
        text(title),
    )
    lines = [b"0 -%d Td (%b) Tj " % (LEADING, text(line)) for line in wrap(words, LINE)]
    return start + b"".join(lines) + b"ET"


def text(words: str) -> bytes:
    """As a string of a PDF, in the encoding of the font."""
    plain = words.encode("cp1252", errors="replace")
    for sign in (b"\\", b"(", b")"):
        plain = plain.replace(sign, b"\\" + sign)
    return plain
