"""How the programs of MariaDB are called, on any engine: here they are scripts that tell."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.backup.errors import BackupError
from core.backup.mysql import MySQL, RowCounter

PASSWORD = "s3cret \"quoted\" 'too' #\\"
SETTINGS = {
    "NAME": "shop",
    "USER": "keeper",
    "PASSWORD": PASSWORD,
    "HOST": "db.example.com",
    "PORT": 3307,
    "OPTIONS": {"charset": "utf8mb4"},
}
TELL = '#!/bin/sh\nfor word; do echo "$word"; done > "{log}"\necho "$MYSQL_PWD" >> "{log}"\n'
COMPLETE = 'echo "-- Dump completed on today"\n'


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/bin")
    return folder


def install(folder: Path, name: str, script: str) -> Path:
    """Put a program there; where it tells how it was called."""
    log = folder / f"{name}.log"
    program = folder / name
    program.write_text(TELL.format(log=log) + script)
    program.chmod(0o755)
    return log


def server() -> MySQL:
    connection: Any = SimpleNamespace(settings_dict=SETTINGS)
    return MySQL(connection)


def dump(engine: MySQL, folder: Path) -> bytes:
    return b"".join(engine.dump(folder))


def test_the_password_is_in_the_environment_and_not_on_the_command_line(
    programs: Path, tmp_path: Path
) -> None:
    log = install(programs, "mariadb-dump", COMPLETE)

    dump(server(), tmp_path)

    *arguments, password = log.read_text().splitlines()
    assert password == PASSWORD
    assert "s3cret" not in " ".join(arguments)
    assert "--single-transaction" in arguments
    assert "--default-character-set=utf8mb4" in arguments
    place = {"--user=keeper", "--host=db.example.com", "--port=3307", "shop"}
    assert place <= set(arguments)


def test_mysqls_own_program_is_used_where_mariadbs_is_missing(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(programs))
    log = install(programs, "mysqldump", COMPLETE)

    dump(server(), tmp_path)

    assert log.exists()


def test_a_program_that_fails_is_quoted_without_the_password(
    programs: Path, tmp_path: Path
) -> None:
    install(programs, "mariadb-dump", 'echo "Access denied for keeper" >&2; exit 2\n')

    with pytest.raises(BackupError, match="Access denied for keeper") as error:
        dump(server(), tmp_path)

    assert "s3cret" not in str(error.value)


@pytest.mark.parametrize("ending", ["", "exit 2\n", "kill -9 $$\n"])
def test_a_dump_that_does_not_end_is_no_dump(
    programs: Path, tmp_path: Path, ending: str
) -> None:
    install(programs, "mariadb-dump", 'echo "CREATE TABLE \\`a\\` ("\n' + ending)

    with pytest.raises(BackupError, match="mariadb-dump failed"):
        dump(server(), tmp_path)


def test_a_missing_program_is_named_with_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BackupError, match="apt-get install mariadb-client"):
        server().check_tools()


@pytest.mark.parametrize(
    "values",
    [
        # MariaDB: a row on each line
        b"\n(1,'a'),\n(2,'b'),\n(3,'c');\n",
        # MySQL: many on one
        b" (1,'a'),(2,'b'),(3,'c');\n",
        # what texts may hold
        b" (1,'),('),(2,'it\\'s),('),(3,'\\\\');\n",
        b" (1,'''),(' ),(2,0x2C2829),(3,NULL);\n",
        b"\n(1,'\\n(9,'),\n(2,');'),\n(3,'INSERT INTO `a` VALUES');\n",
        # several statements
        b"\n(1,'a'),\n(2,'b');\nINSERT INTO `a` VALUES\n(3,'c');\n",
    ],
)
def test_the_rows_of_a_dump_are_counted_as_it_goes_by(values: bytes) -> None:
    sql = (
        b"CREATE TABLE `empty` (\n  `id` int\n);\n"
        b"CREATE TABLE `a` (\n  `id` int,\n  KEY `x` (`id`)\n);\n"
        b"INSERT INTO `a` VALUES" + values + b"CREATE TABLE `z``z` (\n);\n"
    )
    counter = RowCounter()

    lines = [counter.look(line) for line in sql.splitlines(keepends=True)]

    assert b"".join(lines) == sql
    assert counter.rows == {"empty": 0, "a": 3, "z`z": 0}
