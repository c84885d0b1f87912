"""An EPUB 3 of a volume. The same volume gives the same bytes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.html import escape

from store_custom.seeding.volumes.volume import Volume

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""
PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">urn:storefront:{slug}</dc:identifier>
    <dc:title>{title}</dc:title>
    <dc:creator>{author}</dc:creator>
    <dc:language>en</dc:language>
    <meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
  </metadata>
  <manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="cover" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>
{items}
  </manifest>
  <spine>
{refs}
  </spine>
</package>
"""
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
  <head><title>{title}</title></head>
  <body>{body}</body>
</html>
"""
ITEM = '    <item id="{0}" href="{0}.xhtml" media-type="application/xhtml+xml"/>'
REF = '    <itemref idref="{0}"/>'


def write_epub(volume: Volume) -> bytes:
    names = [f"chapter{number}" for number, _ in enumerate(volume.chapters, 1)]
    package = PACKAGE.format(
        slug=volume.slug,
        title=escape(volume.title),
        author=escape(volume.author),
        items="\n".join(map(ITEM.format, names)),
        refs="\n".join(map(REF.format, names)),
    )
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        # The first entry, not packed: by it one tells an EPUB from other zip files.
        add(archive, "mimetype", "application/epub+zip", kind=ZIP_STORED)
        add(archive, "META-INF/container.xml", CONTAINER)
        add(archive, "EPUB/package.opf", package)
        add(archive, "EPUB/nav.xhtml", contents(volume, names))
        add(archive, "EPUB/cover.jpg", volume.cover, kind=ZIP_STORED)
        for name, (title, text) in zip(names, volume.chapters, strict=True):
            body = f"<h1>{escape(title)}</h1><p>{escape(text)}</p>"
            page = PAGE.format(title=escape(title), body=body)
            add(archive, f"EPUB/{name}.xhtml", page)
    return file.getvalue()


def contents(volume: Volume, names: list[str]) -> str:
    rows = "".join(
        f'<li><a href="{name}.xhtml">{escape(title)}</a></li>'
        for name, (title, _) in zip(names, volume.chapters, strict=True)
    )
    body = f'<nav epub:type="toc"><h1>Contents</h1><ol>{rows}</ol></nav>'
    return PAGE.format(title=escape(volume.title), body=body)


def add(
    archive: ZipFile, name: str, content: str | bytes, *, kind: int = ZIP_DEFLATED
) -> None:
    info = ZipInfo(name)  # of no particular time
    info.compress_type = kind
    archive.writestr(info, content)
