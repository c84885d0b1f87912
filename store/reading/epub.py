"""EPUBs that people bring. Nothing here trusts them; it runs in a process of its own."""

from __future__ import annotations

import posixpath
from typing import Any, NamedTuple
from urllib.parse import unquote
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from defusedxml.ElementTree import fromstring

from store.reading.covers import MOST_BYTES, make_cover
from store.reading.found import MOST_AUTHORS, Found, Refusal, tidy
from store.reading.zips import open_zip

MIMETYPE, EPUB = "mimetype", b"application/epub+zip"
CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
# Fonts that are only scrambled; every other entry of that file is copy protection.
SCRAMBLED_FONTS = {
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
}
PACKAGE = "application/oebps-package+xml"
PICTURES = {"image/jpeg", "image/png", "image/webp"}
MOST_BYTES_OF_XML = 5_000_000
BYTES_OF_A_PAGE = 1024


class Item(NamedTuple):
    """What the package lists: where it is, what it is, and what it is for."""

    name: str
    kind: str
    uses: tuple[str, ...]


def read_epub(path: str) -> tuple[Found, bytes | None]:
    """What it says of itself, and its cover. Raises Refusal."""
    try:
        with open_zip(path) as archive:
            return Book(archive).read()
    except (Refusal, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - zip and XML raise anything for a broken file
        raise Refusal("damaged_epub") from None


class Book:
    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.entries = {info.filename: info for info in archive.infolist()}

    def read(self) -> tuple[Found, bytes | None]:
        self.check_container()
        where = self.package_name()
        package = self.xml(where)
        items = listed_items(package, posixpath.dirname(where))
        spine = [items.get(ref.get("idref", "")) for ref in named(package, "itemref")]
        documents = [self.entries.get(item.name) for item in spine if item]
        pages = sum(pages_of(entry) for entry in documents if entry)
        if not pages:
            raise Refusal("no_pages")
        found = Found(
            pages=pages,
            title=next(texts(package, "title"), ""),
            authors=list(texts(package, "creator"))[:MOST_AUTHORS],
            language=next(texts(package, "language"), ""),
        )
        return found, self.cover(package, items)

    def check_container(self) -> None:
        first = self.archive.infolist()[0]
        stored = first.compress_type == ZIP_STORED and first.file_size < 100
        if first.filename != MIMETYPE or not stored:
            raise Refusal("damaged_epub")
        if self.archive.read(first).strip() != EPUB:
            raise Refusal("damaged_epub")
        if ENCRYPTION in self.entries:
            methods = named(self.xml(ENCRYPTION), "EncryptionMethod")
            if {one.get("Algorithm") for one in methods} - SCRAMBLED_FONTS:
                raise Refusal("encrypted_epub")

    def package_name(self) -> str:
        for root in named(self.xml(CONTAINER), "rootfile"):
            if root.get("media-type") == PACKAGE:
                return root.get("full-path", "")
        raise Refusal("damaged_epub")

    def xml(self, name: str) -> Any:
        """Without entities and what is fetched from elsewhere: those are an error."""
        return fromstring(self.content(name, MOST_BYTES_OF_XML))

    def content(self, name: str, most: int) -> bytes:
        """Of an entry that is there and not larger than that; a KeyError otherwise."""
        entry = self.entries[name]
        if entry.file_size > most:
            raise KeyError(name)
        return self.archive.read(entry)

    def cover(self, package: Any, items: dict[str, Item]) -> bytes | None:
        """As EPUB 3 marks it, or EPUB 2."""
        marked = [item for item in items.values() if "cover-image" in item.uses]
        named_so = [
            items.get(meta.get("content", ""))
            for meta in named(package, "meta")
            if meta.get("name") == "cover"
        ]
        for item in [*marked, *filter(None, named_so)]:
            if item.kind in PICTURES and item.name in self.entries:
                return self.picture(item.name)
        return None

    def picture(self, name: str) -> bytes | None:
        """A broken cover is no reason to refuse a book."""
        try:
            return make_cover(self.content(name, MOST_BYTES))
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - zip raises anything for a broken entry
            return None


def pages_of(entry: ZipInfo) -> int:
    """Readers of EPUB count a page for each kilobyte as it stands in the file."""
    return max(1, -(-entry.compress_size // BYTES_OF_A_PAGE))


def listed_items(package: Any, folder: str) -> dict[str, Item]:
    """What the package lists, by id. Raises Refusal for one that leads out of the book."""
    items = {}
    for item in named(package, "item"):
        name = posixpath.normpath(
            posixpath.join(folder, unquote(item.get("href", "")).split("#")[0])
        )
        if name.startswith(("../", "/")):
            raise Refusal("unsafe_epub")
        uses = tuple(item.get("properties", "").split())
        items[item.get("id", "")] = Item(name, item.get("media-type", ""), uses)
    return items


def named(root: Any, tag: str) -> Any:
    """The elements of this name, of whatever namespace."""
    return root.iterfind(f".//{{*}}{tag}")


def texts(root: Any, tag: str) -> Any:
    return filter(None, (tidy(one.text) for one in named(root, tag)))
