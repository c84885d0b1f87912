"""What a restore refuses, with nothing touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from core.models import User
from store.models import Product
from tests.core.backup.forging import forge, part, with_file
from tests.core.backup.places import Place

pytestmark = pytest.mark.django_db(transaction=True)


def refused(archive: Path, disk: Path, **options: Any) -> str:
    """Why the restore over the running shop was refused; everything is as it was."""
    before = state(disk)
    with pytest.raises(CommandError) as error:
        call_command("restore", str(archive), force=True, no_input=True, **options)
    assert error.value.returncode == 1
    assert state(disk) == before
    assert not list(disk.parent.glob("**/*planted*"))
    return str(error.value)


def state(disk: Path) -> Any:
    """What would not survive a restore: rows and files that came after the backup."""
    if not Product.objects.filter(title="Newer than the backup").exists():
        Product.objects.create(
            title="Newer than the backup",
            unit_price=1,
            inventory=1,
            collection=Product.objects.get().collection,
        )
        default_storage.delete(default_storage.listdir("store/images")[1][0])
    rows = list(Product.objects.order_by("pk").values_list("pk", "title"))
    return rows, sorted(str(path) for path in disk.rglob("*"))


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.9, 0.999])
def test_an_archive_that_was_cut_short(archive: Path, disk: Path, share: float) -> None:
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * share)])

    assert "damaged or was cut short" in refused(archive, disk)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7])
def test_an_archive_with_one_byte_changed(
    archive: Path, disk: Path, share: float
) -> None:
    content = bytearray(archive.read_bytes())
    content[int(len(content) * share)] ^= 1
    archive.write_bytes(content)

    assert "Nothing was touched" in refused(archive, disk)


def test_a_file_that_is_no_archive(shop: None, disk: Path, tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("hello" * 1000)

    assert "damaged" in refused(tmp_path / "text.zip", disk)
    assert "can't be read" in refused(tmp_path / "none.zip", disk)
    assert "can't be read" in refused(tmp_path, disk)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda m, _: m.update(format=2), "format 2"),
        (lambda m, _: m.update(engine="oracle"), "a backup of oracle"),
        (
            lambda m, _: m["migrations"].append("store.9999_later"),
            "no migration store.9999_later",
        ),
        (lambda m, _: m["migrations"].append("gone.0001_initial"), "gone.0001_initial"),
        (lambda m, _: m.pop("rows"), "manifest"),
        (lambda m, _: m.update(files=5), "manifest"),
        (lambda m, _: m["files"].pop(), "manifest lists"),
        (lambda m, _: m["files"].append(part("media/a.png", b"")), "manifest lists"),
        (lambda m, _: m["files"].append(m["files"][0]), "manifest lists"),
        (lambda _, n: n.update({"media/extra.png": b"x"}), "manifest lists"),
        (lambda m, _: m["files"][0].update(size=1), "not what it was"),
        (lambda m, _: m["files"][0].update(sha256="0" * 64), "not what it was"),
        (lambda m, _: m["database"].update(sha256="0" * 64), "not what it was"),
    ],
)
def test_an_archive_whose_manifest_says_something_else(
    archive: Path, disk: Path, change: Callable, reason: str
) -> None:
    forged = forge(archive, change, "forged.zip")

    assert reason in refused(forged, disk)


@pytest.mark.parametrize(
    "name",
    [
        "media/../planted.png",
        "media/../../planted.png",
        "media/a/../../planted.png",
        "media//tmp/planted.png",
        "/tmp/planted.png",
        "planted.png",
        "media/",
        "media/./planted.png",
        "media/..\\planted.png",
        "private/../planted.pdf",
        "private/",
        "database.sqlite3/../planted",
    ],
)
def test_an_archive_that_leads_out_of_the_media_folder(
    archive: Path, disk: Path, name: str
) -> None:
    forged = forge(archive, with_file(name), "forged.zip")

    assert "leads elsewhere" in refused(forged, disk)


# --- Something is there already ---------------------------------------------------


def test_a_database_with_rows_needs_force(archive: Path, disk: Path) -> None:
    with pytest.raises(CommandError, match=r"There are rows in \d+ tables"):
        call_command("restore", str(archive))


def test_a_folder_with_files_needs_force_though_the_database_is_empty(
    archive: Path, place: Place
) -> None:
    place.media.mkdir()
    (place.media / ".gitkeep").touch()
    (place.media / "old.png").write_bytes(b"old")

    answer = place.manage("restore", str(archive))
    assert answer.returncode == 1
    assert "There are uploaded files here" in answer.stderr

    (place.media / "old.png").unlink()
    assert place.manage("restore", str(archive)).returncode == 0


@pytest.mark.parametrize("answer", ["", "no", "y"])
def test_at_a_terminal_force_asks_and_anything_but_yes_is_no(
    archive: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    User.objects.create(username="new", email="new@example.com")
    asked = at_terminal(monkeypatch, answer)

    with pytest.raises(CommandError, match="You did not say yes"):
        call_command("restore", str(archive), force=True)

    assert "Replace rows in" in asked[0]
    assert str(connection.settings_dict["NAME"]) in asked[0]
    assert User.objects.filter(username="new").exists()


def test_at_a_terminal_a_yes_replaces(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.create(username="new", email="new@example.com")
    at_terminal(monkeypatch, "yes")

    call_command("restore", str(archive), force=True)

    assert not User.objects.filter(username="new").exists()
    assert Product.objects.count() == 1


def test_a_check_says_what_is_in_it_and_touches_nothing(
    archive: Path, disk: Path, capsys: pytest.CaptureFixture
) -> None:
    before = state(disk)

    call_command("restore", str(archive), check=True)

    assert "2 files" in capsys.readouterr().out
    assert state(disk) == before


def at_terminal(monkeypatch: pytest.MonkeyPatch, answer: str) -> list[str]:
    """Somebody types `answer`; what they were asked."""
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return answer

    monkeypatch.setattr("builtins.input", ask)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    return asked
