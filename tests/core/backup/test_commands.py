"""`backup` as cron calls it: names, modes, retention, exit codes; and files in a bucket."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from core.backup.create import make_backup
from core.backup.restore import restore_backup
from core.files.errors import StorageUnavailable
from store.models import ProductImage
from storefront.env import BASE_DIR
from tests.book_files import make_book_file
from tests.builders import make_image
from tests.core.backup.places import Place
from tests.core.bucket import Bucket, fetch

pytestmark = pytest.mark.django_db(transaction=True)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_lands_in_the_configured_folder_under_the_time(
    shop: None, tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture
) -> None:
    settings.BACKUP_DIR = str(tmp_path / "here")

    call_command("backup")

    (archive,) = (tmp_path / "here").iterdir()
    assert archive.name.startswith(f"backup-{time.strftime('%Y')}")
    assert archive.stat().st_mode & 0o777 == 0o600
    assert archive.parent.stat().st_mode & 0o777 == 0o700
    said = capsys.readouterr().out
    assert said.startswith(f"{archive}: ")
    assert "2 files" in said


def test_a_backup_is_never_written_over_another(shop: None, tmp_path: Path) -> None:
    target = tmp_path / "mine.zip"
    call_command("backup", str(target), verbosity=0)
    before = target.read_bytes()

    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(target))

    assert target.read_bytes() == before


def test_keep_leaves_the_newest_and_what_is_not_ours(
    shop: None, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    old = [f"backup-2026010{day}T030000Z.zip" for day in range(1, 6)]
    others = ["backup.zip", "holiday.zip", "backup-20260101T030000Z.zip.gpg"]
    for name in old + others:
        (tmp_path / name).touch()
    killed = tmp_path / ".backup-in-progress-old"
    running = tmp_path / ".backup-in-progress-new"
    for folder in (killed, running):
        folder.mkdir()
        (folder / "part").touch()
    os.utime(killed, (0, 0))

    call_command("backup", str(tmp_path), keep=3)

    left = names(tmp_path)
    (new,) = set(left) - {*old, *others, running.name, "media"}
    assert left == sorted([*others, running.name, "media", *old[-2:], new])
    assert capsys.readouterr().out.count("removed") == 4


@pytest.mark.parametrize("keep", [0, -1])
def test_keep_nothing_is_refused(shop: None, tmp_path: Path, keep: int) -> None:
    with pytest.raises(CommandError, match="--keep"):
        call_command("backup", str(tmp_path), keep=keep)
    with pytest.raises(CommandError, match="--keep"):
        call_command("backup", str(tmp_path / "a.zip"), keep=3)

    assert not list(tmp_path.glob("*.zip"))


def test_a_backup_that_fails_leaves_nothing_and_removes_nothing(
    shop: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "backup-20260101T030000Z.zip").touch()
    (folder / "backup-20260102T030000Z.zip").touch()

    def fail(*args: Any) -> None:
        raise StorageUnavailable("The file storage does not answer.")

    monkeypatch.setattr(type(default_storage._wrapped), "_open", fail)
    with pytest.raises(CommandError) as error:
        call_command("backup", str(folder), keep=1)

    assert error.value.returncode == 1
    assert "There is no backup" in str(error.value)
    assert "does not answer" in str(error.value)
    assert len(names(folder)) == 2


def test_a_folder_that_is_none_is_a_plain_message(shop: None, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(CommandError, match="There is no backup"):
        call_command("backup", str(tmp_path / "file" / "folder"))


def test_a_backup_that_is_told_to_stop_tidies_up(place: Place, tmp_path: Path) -> None:
    place.manage("migrate", "-v0")
    place.media.mkdir()
    os.mkfifo(place.media / "endless")  # nobody ever writes into it
    os.utime(place.media / "endless", (0, 0))
    folder = tmp_path / "backups"
    process = subprocess.Popen(
        [sys.executable, "manage.py", "backup", str(folder)],
        cwd=BASE_DIR,
        env=place.environment,
    )
    patience = time.monotonic() + 30
    while not (folder.exists() and names(folder)) and time.monotonic() < patience:
        time.sleep(0.05)
    assert names(folder)[0].startswith(".backup-in-progress-")
    time.sleep(0.2)

    process.send_signal(signal.SIGTERM)

    assert process.wait(timeout=30) == 128 + signal.SIGTERM
    assert names(folder) == []


@pytest.mark.mariadb
def test_a_user_with_a_difficult_password_backs_up_and_restores(
    archive: Path, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    password = "p'a\"s #s\\w;$(ord)"
    keeper = ["keeper", "%"]
    name = place.connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("DROP USER IF EXISTS %s@%s", keeper)
        cursor.execute("CREATE USER %s@%s IDENTIFIED BY %s", [*keeper, password])
        cursor.execute(f"GRANT ALL ON {name}.* TO %s@%s", keeper)
    try:
        access = {"USER": "keeper", "PASSWORD": password}
        place.connection.close()
        monkeypatch.setattr(
            place.connection,
            "settings_dict",
            {**place.connection.settings_dict, **access},
        )
        restore_backup(
            path=archive, connection=place.connection, storages=place.storages
        )
        monkeypatch.setattr(
            "core.backup.create.applied_migrations", lambda connection: []
        )
        manifest = make_backup(
            target=tmp_path / "again.zip",
            connection=place.connection,
            storages=place.storages,
        )
        assert manifest.rows["store_product"] == 1
    finally:
        place.connection.close()
        with connection.cursor() as cursor:
            cursor.execute("DROP USER %s@%s", keeper)


def test_files_in_a_bucket_are_backed_up_and_come_back(
    bucket: Bucket, tmp_path: Path
) -> None:
    image = make_image()
    url = image.image.url
    content = fetch(url)[1]
    target = tmp_path / "bucket.zip"
    call_command("backup", str(target), verbosity=0)
    image.delete()
    assert fetch(url)[0] == 404

    call_command("restore", str(target), force=True, no_input=True)

    assert ProductImage.objects.get().image.url == url
    status, received, headers = fetch(url)
    assert (status, received) == (200, content)
    assert headers["Content-Type"] == "image/png"


def test_files_move_from_a_bucket_to_a_disk(
    bucket: Bucket, place: Place, tmp_path: Path
) -> None:
    image = make_image()
    target = tmp_path / "bucket.zip"
    call_command("backup", str(target), verbosity=0)

    answer = place.manage("restore", str(target))

    assert answer.returncode == 0
    assert place.files()[image.image.name] == fetch(image.image.url)[1]


def test_private_files_are_backed_up_and_come_back(
    disk: Path, tmp_path: Path, transactional_db: None
) -> None:
    edition = make_book_file(content=b"%PDF-private")
    stored = tmp_path / "private" / edition.file.name
    target = tmp_path / "backup.zip"
    call_command("backup", str(target), verbosity=0)
    edition.delete()
    assert not stored.exists()

    call_command("restore", str(target), force=True, no_input=True)

    assert stored.read_bytes() == b"%PDF-private"
    assert not list(disk.rglob("*.pdf"))


def test_private_files_alone_are_something_to_lose(archive: Path, place: Place) -> None:
    place.private.mkdir()
    (place.private / "book.pdf").touch()

    answer = place.manage("restore", str(archive))

    assert answer.returncode == 1
    assert "uploaded files" in answer.stderr
