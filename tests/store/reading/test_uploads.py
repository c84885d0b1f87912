"""`products/{id}/files/`: what is taken, what is refused at once, and what a reader is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import RequestFactory
from rest_framework.test import APIClient

from store.models import BookFile, Product
from store.reading.services import add_file
from store.shared.private_files import private_storage
from storefront.middleware import LimitRequestBody
from tests.book_files import bring, epub_of, make_book, make_book_file, pdf_of
from tests.builders import make_product, upload

pytestmark = pytest.mark.django_db
SEEN_BY_ALL = {
    *("id", "format", "is_sample", "edition", "size", "pages", "cover", "uploaded_at"),
    "url",
}


@pytest.fixture
def product(veras_shop: Any) -> Product:
    product = make_product(vendor=veras_shop)
    make_book(product)
    return product


@pytest.fixture
def writer(client_of: Any, vera: Any) -> APIClient:
    return client_of(vera)


def send(client: APIClient, product: Product, content: bytes, **fields: Any) -> Any:
    name = fields.pop("name", "book.pdf")
    data = {"file": upload(content, name), **fields}
    return client.post(f"/store/products/{product.pk}/files/", data)


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (pdf_of(), "novel.epub", "pdf"),
        (epub_of(), "novel.pdf", "epub"),
        (b"\n\n" + pdf_of(), "no-ending", "pdf"),
    ],
)
def test_what_a_file_is_its_content_says(
    writer: APIClient, product: Product, content: bytes, name: str, found: str
) -> None:
    response = send(writer, product, content, name=name)

    assert response.status_code == 202
    answer = response.json()
    assert (answer["format"], answer["edition"]) == (found, 1)
    assert (answer["status"], answer["reason"]) == ("waiting", None)
    assert answer["size"] == len(content)
    row = BookFile.objects.get()
    assert row.file.name.startswith("books/book")
    assert row.file.name.endswith(f".{found}")
    assert "novel" not in row.file.name
    with private_storage.open(row.file.name) as stored:
        assert stored.read() == content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unknown_file_format"),
        (b"just words", "unknown_file_format"),
        (b"GIF89a" + b"\0" * 3000, "unknown_file_format"),
        (epub_of(first=False), "unknown_file_format"),
        (epub_of(mimetype=b"application/zip"), "damaged_epub"),
        (epub_of(kind=8), "damaged_epub"),
        (b"PK\x03\x04" + b"\xff" * 40, "unknown_file_format"),
        (pdf_of()[:-30], "damaged_pdf"),
        (b"%PDF-1.7 and that was all", "damaged_pdf"),
        (pdf_of(password="x"), "encrypted_pdf"),
    ],
    ids=range(10),
)
def test_what_is_no_book_file_is_refused_and_leaves_nothing(
    writer: APIClient, product: Product, content: bytes, code: str
) -> None:
    response = send(writer, product, content)

    assert response.status_code == 400
    assert response.json()["code"] == code
    assert list(response.json()["file"])
    assert not BookFile.objects.exists()


def test_a_product_that_is_no_book_takes_no_file(client_of: Any, staff: Any) -> None:
    response = send(client_of(staff), make_product(), pdf_of())

    assert (response.status_code, response.json()["code"]) == (409, "not_a_book")
    assert not BookFile.objects.exists()


def test_a_file_over_the_limit_is_refused(
    writer: APIClient, product: Product, settings: Any
) -> None:
    settings.STORE_BOOK_FILE_MAX_MB = 0

    response = send(writer, product, pdf_of())

    assert response.json() == {
        "file": ["A file of a book has at most 0 MB."],
        "code": "file_too_large",
    }


@pytest.mark.parametrize(
    ("path", "size", "taken"),
    [
        ("/store/products/1/files/", 90_000_000, True),
        ("/store/products/1/files", 90_000_000, True),
        ("/store/products/1/files/", 101_000_000, False),
        ("/store/products/1/files/2/", 6_000_000, False),
        ("/store/products/1/images/", 6_000_000, False),
    ],
)
def test_only_files_of_books_may_be_larger_than_other_uploads(
    path: str, size: int, taken: bool
) -> None:
    kind = "multipart/form-data; boundary=x"
    request = RequestFactory().post(path, b"x", kind)
    request.META["CONTENT_LENGTH"] = str(size)

    answer = LimitRequestBody(lambda request: "taken")(request)  # type: ignore[arg-type, return-value]

    assert (answer == "taken") is taken


def test_a_large_upload_goes_from_disk_to_disk(product: Product) -> None:
    file = TemporaryUploadedFile("big.pdf", "", 0, None)
    file.write(pdf_of())
    file.size = file.tell()
    file.seek(0)

    edition, is_new = add_file(product=product, upload=file, is_sample=False)
    file.close()  # as Django does, and finds that it was moved

    assert is_new
    assert edition.size == private_storage.size(edition.file.name) == len(pdf_of())


def test_the_very_file_again_is_the_edition_that_is_there(
    writer: APIClient, product: Product
) -> None:
    first = send(writer, product, pdf_of())
    again = send(writer, product, pdf_of(), name="other.pdf")
    as_sample = send(writer, product, pdf_of(), is_sample="true")

    assert (again.status_code, again.json()) == (200, first.json())
    assert as_sample.status_code == 202
    assert BookFile.objects.count() == 2


def test_no_more_than_four_wait_at_once(writer: APIClient, product: Product) -> None:
    sent = [send(writer, product, pdf_of(mark=str(number))) for number in range(5)]

    assert [response.status_code for response in sent] == [202] * 4 + [409]
    assert sent[-1].json()["code"] == "too_many_waiting"
    assert [*BookFile.objects.values_list("edition", flat=True)] == [1, 2, 3, 4]


def test_a_refused_file_makes_room_for_the_next(product: Product) -> None:
    make_book_file(product)
    make_book_file(product, status="refused", reason="no_pages")

    edition = bring(product.book, pdf_of())

    assert edition.edition == 2
    assert not BookFile.objects.filter(status="refused").exists()


def test_without_a_storage_no_row_stays(
    writer: APIClient, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(type(private_storage._wrapped), "_save", fail)

    response = send(writer, product, pdf_of())

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response.json()["code"] == "storage_unavailable"
    assert not BookFile.objects.exists()


def test_readers_see_what_is_to_be_had_now_and_no_more(
    anon: APIClient, writer: APIClient, product: Product
) -> None:
    old, new = make_book_file(product), make_book_file(product, format="epub")
    old.replaced_at = old.uploaded_at
    old.save()
    make_book_file(product, format="epub", status="waiting")
    make_book_file(product, format="epub", status="refused", reason="no_pages")
    address = f"/store/products/{product.pk}/files/"

    shown = anon.get(address)
    all_of_them = writer.get(address).json()

    [row] = shown.json()
    assert row["id"] == new.pk
    assert row.keys() == SEEN_BY_ALL
    for secret in (new.file.name, "books/", new.sha256):
        assert secret not in shown.content.decode()
    assert [one["status"] for one in all_of_them] == [
        *("ready", "ready", "waiting", "refused")
    ]
    assert all_of_them[3]["reason"] == {
        "code": "no_pages",
        "message": "There is no page in this file.",
    }
    assert "books/" not in str(all_of_them)


def test_a_product_that_is_no_book_has_no_files(anon: APIClient) -> None:
    product = make_product()

    assert anon.get(f"/store/products/{product.pk}/files/").json() == []
    assert anon.get(f"/store/products/{product.pk}/sample/").status_code == 404


def test_the_storage_knows_no_address() -> None:
    from core.files.names import PrivateDiskStorage

    with pytest.raises(ValueError, match="not accessible"):
        PrivateDiskStorage(location="/tmp").url("books/book.pdf")
