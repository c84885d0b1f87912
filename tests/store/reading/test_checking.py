"""Looking into a file: what becomes of it, once, whatever the file does."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from store.models import Book, BookFile
from store.reading import inspection, run
from store.reading.choices import LOST_AFTER, MOST_ATTEMPTS
from store.reading.found import Refusal
from store.reading.run import check_file, check_left_behind
from store.shared.private_files import private_storage
from tests.book_files import bring, epub_of, make_book, pdf_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def left_long_ago(edition: BookFile, **values: Any) -> None:
    silent = timezone.now() - LOST_AFTER - timedelta(seconds=1)
    BookFile.objects.filter(pk=edition.pk).update(taken_at=silent, **values)


def test_a_sound_epub_is_ready_with_what_it_says_of_itself() -> None:
    edition = bring(make_book(), epub_of(chapters=3))

    assert check_file(pk=edition.pk)

    edition.refresh_from_db()
    assert (edition.status, edition.reason, edition.pages) == ("ready", "", 3)
    assert (edition.title, edition.language) == ("Emma", "en")
    assert edition.authors == ["Jane Austen", "A. N. Other"]
    assert edition.cover.name.startswith("store/covers/cover")
    assert default_storage.exists(edition.cover.name)
    assert (edition.cover.width, edition.cover.height) == (200, 300)


def test_a_task_looks_into_it_after_the_commit(commit: Any) -> None:
    with commit():
        edition = bring(make_book(), pdf_of(pages=2))

    edition.refresh_from_db()
    assert (edition.status, edition.pages) == ("ready", 2)


def test_a_book_without_pages_gets_those_of_its_file() -> None:
    book = make_book()
    sample = bring(book, pdf_of(pages=1), is_sample=True)
    whole = bring(book, pdf_of(pages=4))

    check_file(pk=sample.pk)
    assert Book.objects.get(pk=book.pk).pages_from is None
    check_file(pk=whole.pk)

    book.refresh_from_db()
    assert (book.pages_from, book.pages_to) == (4, 4)


@pytest.mark.parametrize(
    "typed", [{"pages_from": 180, "pages_to": 210}, {"pages_to": 9}]
)
def test_what_the_vendor_typed_stays(typed: dict[str, int]) -> None:
    book = make_book(language="fr", **typed)
    before = Book.objects.filter(pk=book.pk).values().get()
    title = book.product.title

    check_file(pk=bring(book, epub_of()).pk)

    assert Book.objects.filter(pk=book.pk).values().get() == before
    book.product.refresh_from_db()
    assert book.product.title == title


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (epub_of(chapters=0), "no_pages"),
        (epub_of({"../planted": "x"}), "unsafe_epub"),
        (b"%PDF-1.4 nothing\nstartxref\n0\n%%EOF", "damaged_pdf"),
    ],
    ids=range(3),
)
def test_what_is_refused_says_why_and_lets_its_file_go(
    commit: Any, content: bytes, reason: str
) -> None:
    edition = bring(make_book(), content)
    name = edition.file.name

    with commit():
        assert check_file(pk=edition.pk)

    edition.refresh_from_db()
    assert (edition.status, edition.reason, edition.file) == ("refused", reason, "")
    assert not private_storage.exists(name)


def test_a_file_that_is_gone_is_refused() -> None:
    edition = bring(make_book(), pdf_of())
    private_storage.delete(edition.file.name)

    assert check_file(pk=edition.pk)

    assert BookFile.objects.get().reason == "file_gone"


def test_it_is_looked_into_once() -> None:
    edition = bring(make_book(), pdf_of())

    assert [check_file(pk=edition.pk) for _ in range(2)] == [True, False]
    assert check_left_behind() == 0


def test_who_was_taken_over_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = bring(make_book(), pdf_of())
    look_into = run.look_into

    def slowly(*args: Any, **kwargs: Any) -> Any:
        BookFile.objects.filter(pk=edition.pk).update(attempts=2)
        return look_into(*args, **kwargs)

    monkeypatch.setattr(run, "look_into", slowly)

    assert not check_file(pk=edition.pk)
    assert BookFile.objects.get().status == "waiting"


def test_what_a_lost_worker_left_is_found_and_not_for_ever() -> None:
    edition = bring(make_book(), pdf_of())
    BookFile.objects.update(taken_at=timezone.now(), attempts=1)
    assert check_left_behind() == 0

    left_long_ago(edition, attempts=MOST_ATTEMPTS)
    assert check_left_behind() == 0

    edition.refresh_from_db()
    assert (edition.status, edition.reason) == ("refused", "not_checked")


def test_a_row_whose_file_never_arrived_is_refused() -> None:
    edition = bring(make_book(), pdf_of())
    left_long_ago(edition, file="")

    check_left_behind()

    assert BookFile.objects.get().reason == "file_gone"


def test_a_storage_that_is_away_is_no_fault_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edition = bring(make_book(), pdf_of())

    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError("away")

    with monkeypatch.context() as patch:
        patch.setattr(type(private_storage._wrapped), "_open", fail)
        with pytest.raises(OSError, match="away"):
            check_file(pk=edition.pk)
    assert (BookFile.objects.get().status, BookFile.objects.get().attempts) == (
        *("waiting", 0),
    )
    left_long_ago(edition)

    assert check_left_behind() == 1
    assert BookFile.objects.get().status == "ready"


# --- Files that fight back: the other process ends, this one goes on -----------------


def deeply_nested(depth: int = 200_000) -> bytes:
    tree = b"[" * depth + b"]" * depth
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /X "
        + tree
        + b" >>\nendobj\n"
        b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF"
    )


def pages_in_a_circle() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>\nendobj\n"
        b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF"
    )


@pytest.mark.parametrize(
    "content", [deeply_nested(), pages_in_a_circle()], ids=range(2)
)
def test_a_hostile_pdf_is_refused_in_seconds(content: bytes) -> None:
    edition = bring(make_book(), content)
    start = time.monotonic()

    assert check_file(pk=edition.pk)

    assert time.monotonic() - start < inspection.SECONDS
    assert BookFile.objects.get().reason in {"damaged_pdf", "no_pages", "too_complex"}


@pytest.mark.parametrize(
    ("program", "seconds"),
    [
        ("import time; time.sleep(60)", 0.5),
        ("x = []\nwhile True: x.append(bytearray(10_000_000))", 30),
        ("import os; os.abort()", 30),
        ("print('no JSON')", 30),
        ("print('[]')", 30),
    ],
    ids=["hangs", "fills the memory", "crashes", "babbles", "lies"],
)
def test_a_lost_process_is_a_refusal(
    program: str, seconds: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program is one that does what a parser may be brought to do."""
    module = tmp_path / "rogue.py"
    limits = "from store.reading.inspector import limit_self; limit_self()\n"
    module.write_text(limits + program)
    (tmp_path / "store").symlink_to(inspection.ROOT / "store")
    monkeypatch.setattr(inspection, "ROOT", tmp_path)
    monkeypatch.setattr(inspection, "PROGRAM", "rogue")
    monkeypatch.setattr(inspection, "SECONDS", seconds)

    with pytest.raises(Refusal) as refusal:
        inspection.run("pdf", tmp_path / "book", tmp_path / "cover.jpg")

    assert refusal.value.reason == "too_complex"


def test_the_other_process_is_told_no_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gets no variables of ours: what it knows it could be made to tell."""
    seen: dict[str, Any] = {}
    started = inspection.subprocess.run

    def watched(*args: Any, **kwargs: Any) -> Any:
        seen.update(kwargs["env"])
        return started(*args, **kwargs)

    monkeypatch.setattr(inspection.subprocess, "run", watched)
    path = tmp_path / "book"
    path.write_bytes(pdf_of())

    assert inspection.run("pdf", path, tmp_path / "cover.jpg").pages == 1
    assert not {"SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"} & seen.keys()
