"""MariaDB and MySQL by their own client programs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.mysql.client import DatabaseClient

from core.backup.archive import CHUNK
from core.backup.errors import BackupError

DUMP_PROGRAMS = ("mariadb-dump", "mysqldump")
LOAD_PROGRAMS = ("mariadb", "mysql")
DUMP_OPTIONS = [
    "--single-transaction",  # one moment of all tables, and nobody waits for us
    "--quick",  # row by row, not a table in memory
    "--hex-blob",
    "--routines",
    "--triggers",
    "--no-tablespaces",  # would need the PROCESS privilege
    "--no-autocommit",
    "--skip-add-locks",
]
SECONDS_TO_WAIT = 60
WAIT = f"SET SESSION lock_wait_timeout={SECONDS_TO_WAIT}"
LOAD_OPTIONS = [
    "--binary-mode",  # and no commands of the client's own, such as `\! rm`
    f"--init-command={WAIT}",
]


class MySQL:
    part = "database.sql"

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.rows: dict[str, int] = {}

    def check_tools(self) -> None:
        for programs in (DUMP_PROGRAMS, LOAD_PROGRAMS):
            find_program(programs)

    def dump(self, folder: Path) -> Iterator[bytes]:
        command, environment = self.command(DUMP_PROGRAMS, DUMP_OPTIONS)
        counter = RowCounter()
        with TemporaryFile() as errors:
            with subprocess.Popen(  # noqa: S603 - the program was looked up
                command, stdout=subprocess.PIPE, stderr=errors, env=environment
            ) as process:
                try:
                    yield from in_chunks(map(counter.look, pipe(process.stdout)))
                except BaseException:
                    process.kill()
                    raise
            if process.returncode or not counter.complete:
                raise BackupError(f"{Path(command[0]).name} failed: {said(errors)}")
        self.rows = counter.rows

    def stage(self, chunks: Iterator[bytes], rows: dict[str, int]) -> None:
        self.chunks = chunks

    def load(self) -> None:
        self.connection.close()
        self.drop_everything()
        self.connection.close()
        command, environment = self.command(LOAD_PROGRAMS, LOAD_OPTIONS)
        with TemporaryFile() as errors:
            with subprocess.Popen(  # noqa: S603 - the program was looked up
                command, stdin=subprocess.PIPE, stderr=errors, env=environment
            ) as process:
                feed(process, self.chunks)
            if process.returncode:
                raise OSError(f"{Path(command[0]).name} failed: {said(errors)}")

    def command(
        self, programs: tuple[str, ...], options: list[str]
    ) -> tuple[list[str], dict[str, str]]:
        """The command line, and an environment with the password: `ps` shows the former."""
        program = find_program(programs)
        arguments, secrets = DatabaseClient.settings_to_cmd_args_env(
            self.connection.settings_dict, options
        )
        return [program, *arguments[1:]], {**os.environ, **(secrets or {})}

    def drop_everything(self) -> None:
        """What the dump does not know would otherwise stay."""
        quote: Callable[[str], str] = self.connection.ops.quote_name
        with self.connection.cursor() as cursor:
            cursor.execute(WAIT)
            cursor.execute("SET FOREIGN_KEY_CHECKS=0")
            for table in self.connection.introspection.get_table_list(cursor):
                kind = "VIEW" if table.type == "v" else "TABLE"
                cursor.execute(f"DROP {kind} {quote(table.name)}")


def find_program(names: tuple[str, ...]) -> str:
    for name in names:
        if path := shutil.which(name):
            return path
    raise BackupError(
        f"{names[0]} is not installed. On Debian and Ubuntu: "
        "apt-get install mariadb-client"
    )


def pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise BackupError("The client program has no pipe.")
    return stream


def feed(process: subprocess.Popen[bytes], chunks: Iterable[bytes]) -> None:
    stream = pipe(process.stdin)
    try:
        for chunk in chunks:
            stream.write(chunk)
        stream.close()
    except BrokenPipeError:
        pass  # it has stopped, and says why
    except BaseException:
        process.kill()
        raise


def said(errors: IO[bytes]) -> str:
    """The last of what a program wrote to its error stream."""
    errors.seek(0)
    return errors.read().decode(errors="replace").strip()[-1000:] or "it says nothing"


def in_chunks(lines: Iterable[bytes]) -> Iterator[bytes]:
    chunk: list[bytes] = []
    size = 0
    for line in lines:
        chunk.append(line)
        size += len(line)
        if size >= CHUNK:
            yield b"".join(chunk)
            chunk, size = [], 0
    yield b"".join(chunk)


class RowCounter:
    """Counts the rows of a dump as it goes by: another query would see another moment.

    MariaDB writes a row on each line, MySQL and older ones many on one. A text holds no
    line break: both programs write it as `\\n`.
    """

    table = re.compile(rb"CREATE TABLE `((?:[^`]|``)+)`")
    insert = re.compile(rb"INSERT INTO `((?:[^`]|``)+)` VALUES\s*(.*)", re.DOTALL)
    text = re.compile(rb"'(?:[^'\\]|\\.|'')*'", re.DOTALL)

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}
        self.filling = ""
        self.complete = False

    def look(self, line: bytes) -> bytes:
        if line.startswith(b"(") and self.filling:
            self.rows[self.filling] += 1
        elif match := self.insert.match(line):
            self.filling = self.name(match[1])
            if values := match[2].strip():
                self.rows[self.filling] += self.text.sub(b"", values).count(b"),(") + 1
        elif match := self.table.match(line):
            self.filling = self.name(match[1])
            self.rows[self.filling] = 0
        elif line.startswith(b"-- Dump completed"):
            self.complete = True
        return line

    def name(self, quoted: bytes) -> str:
        return quoted.replace(b"``", b"`").decode()
