"""From a record to its line, in the format of the settings."""

from __future__ import annotations

import io
import json
import logging
import logging.config
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storefront.env import BASE_DIR
from storefront.settings.logs import FORMATTERS
from storefront.watching import logs, request_ids
from tests.storefront.watching.serving import environment

TEXT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \((\w+)\) - ([\w.]+) - (.*)")


@pytest.fixture
def logger(tmp_path: Path) -> Iterator[Callable[[str], tuple[logging.Logger, Any]]]:
    """A logger with the console handler in the given format, and its output."""
    logger = logging.getLogger("tests.watching")

    def make(form: str) -> tuple[logging.Logger, io.StringIO]:
        output = io.StringIO()
        logging.config.dictConfig(
            {
                "version": 1,
                "disable_existing_loggers": False,
                "formatters": {"verbose": FORMATTERS[form]},
                "handlers": {
                    "console": {
                        "class": "storefront.watching.logs.Console",
                        "formatter": "verbose",
                        "stream": output,
                    }
                },
                "loggers": {
                    "tests.watching": {"handlers": ["console"], "level": "DEBUG"}
                },
            }
        )
        return logger, output

    yield make
    logger.handlers.clear()


def test_the_text_format_is_the_one_of_the_contract(logger: Any) -> None:
    assert FORMATTERS["text"]["format"] == (
        "{asctime} ({levelname}) - {name} - {message}"
    )
    log, output = logger("text")

    log.warning("Mangoes: %d", 12)

    assert TEXT.fullmatch(output.getvalue().rstrip("\n")).groups() == (
        "WARNING",
        "tests.watching",
        "Mangoes: 12",
    )


def test_the_request_id_follows_the_message(logger: Any) -> None:
    log, output = logger("text")
    request_ids.current.set("abc")

    log.info("Mangoes")

    assert output.getvalue().endswith(" - tests.watching - Mangoes [abc]\n")


def test_json_is_one_object_a_line_with_the_extras(logger: Any) -> None:
    log, output = logger("json")
    request_ids.current.set("abc")

    log.info(
        "Two\nlines",
        extra={
            "order_id": 5,
            "password": "x1",
            "who": {"pin": 1},
            'a"b': 0.5,
            "level": "x",
            "none": None,
            "yes": True,
        },
    )

    entry = json.loads(output.getvalue())
    assert output.getvalue().count("\n") == 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", entry.pop("time"))
    assert entry == {
        "level": "INFO",
        "logger": "tests.watching",
        "message": "Two\\nlines",
        "request_id": "abc",
        "order_id": 5,
        'a"b': 0.5,
        "none": None,
        "yes": True,
        "password": "[redacted]",
        "who": {"pin": "[redacted]"},
    }


@pytest.mark.parametrize("form", ["text", "json"])
def test_secrets_are_taken_from_message_arguments_exception_and_stack(
    logger: Any, form: str
) -> None:
    log, output = logger(form)

    try:
        raise ValueError("token=s3cret-a password='s3cret-b'")
    except ValueError:
        log.exception(
            "%s signed in with password=%s",
            "alice",
            "s3cret-c",
            extra={"body": {"password": "s3cret-d"}, "url": "redis://:s3cret-e@h/0"},
            stack_info="Cookie: sessionid=s3cret-f",
        )

    assert "s3cret" not in output.getvalue()
    assert "alice signed in with password=[redacted]" in output.getvalue()
    assert "ValueError: token=[redacted]" in output.getvalue()


def test_input_can_not_begin_an_entry_of_its_own(logger: Any) -> None:
    log, output = logger("text")
    forged = "x\n2026-01-01 00:00:00,000 (INFO) - storefront - Paid\r\x1b[2K\u2028y"

    try:
        raise ValueError(forged)
    except ValueError:
        log.exception("No such product: %s", forged)

    lines = output.getvalue().splitlines()
    assert [line for line in lines if TEXT.match(line)] == [lines[0]]
    assert all(line.startswith("  ") for line in lines[1:])
    assert "\x1b" not in output.getvalue()


def test_a_call_whose_arguments_do_not_fit_is_logged_and_raises_nothing(
    logger: Any,
) -> None:
    log, output = logger("text")

    log.info("%d of %d", "password=s3cret")

    assert "%d of %d (not formatted: TypeError)" in output.getvalue()
    assert "s3cret" not in output.getvalue()


def test_the_template_stays_for_those_who_group_by_it() -> None:
    record = logging.makeLogRecord({"msg": "Order %s", "args": (5,)})

    logs.clean_record(record)

    assert (record.msg, record.args, record.message) == ("Order %s", (5,), "Order 5")


def record(message: str, at: float) -> logging.LogRecord:
    return logging.makeLogRecord({"msg": message, "created": at, "name": "x"})


def file_handler(path: Path) -> logs.LogFile:
    handler = logs.LogFile(path, delay=True)
    handler.setFormatter(logs.TextFormatter("{message}", style="{"))
    return handler


def test_a_file_that_can_not_be_written_costs_one_notice_a_minute(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "missing" / "store.log"
    handler = file_handler(path)

    handler.handle(record("one", 1000))
    handler.handle(record("two", 1001))
    assert capsys.readouterr().err.count("can't be written") == 1
    path.parent.mkdir()
    handler.handle(record("three", 1059))
    handler.handle(record("four", 1061))
    handler.close()

    assert path.read_text() == "four\n"


def test_a_full_disk_does_not_reach_the_caller(
    capsys: pytest.CaptureFixture[str],
) -> None:
    handler = file_handler(Path("/dev/full"))

    handler.handle(record("one", 1000))

    assert "No space left on device" in capsys.readouterr().err


def test_a_file_that_was_rotated_away_is_opened_anew(tmp_path: Path) -> None:
    path = tmp_path / "store.log"
    handler = file_handler(path)

    handler.handle(record("one", 1000))
    path.rename(tmp_path / "store.log.1")
    handler.handle(record("two", 1002))
    handler.close()

    assert path.read_text() == "two\n"
    assert (tmp_path / "store.log.1").read_text() == "one\n"


def test_lines_of_several_processes_stay_whole(tmp_path: Path) -> None:
    path = tmp_path / "store.log"
    code = (
        "import sys, logging; from pathlib import Path;"
        "from tests.storefront.watching.test_logs import file_handler, record;"
        "handler = file_handler(Path(sys.argv[1]));"
        "[handler.handle(record(sys.argv[2] * 3000, n)) for n in range(300)]"
    )
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), letter],
            cwd=BASE_DIR,
            env=environment(tmp_path, DATABASE_URL="sqlite:///:memory:"),
        )
        for letter in "ab"
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]

    lines = path.read_text().splitlines()
    assert sorted(set(lines)) == ["a" * 3000, "b" * 3000]
    assert len(lines) == 600


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"DJANGO_LOG_FILE": ""}, ["Console"]),
        ({"DJANGO_LOG_FILE": "/proc/nowhere/x.log"}, ["Console", "LogFile"]),
        ({"DJANGO_LOG_LEVEL": "warning"}, ["Console", "LogFile"]),
    ],
)
def test_the_start_needs_no_file(
    tmp_path: Path, variables: dict[str, str], says: list[str]
) -> None:
    code = (
        "import django, logging; django.setup(); root = logging.getLogger();"
        "root.error('started'); print([type(h).__name__ for h in root.handlers])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env=environment(tmp_path, DATABASE_URL="sqlite:///:memory:") | variables,
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout.strip() == str(says)
    assert "(ERROR) - root - started" in answer.stderr
