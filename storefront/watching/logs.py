"""How a record becomes a line: without secrets, on one line, with the request's id.

Every request logs a line, so this takes fewer calls for each than the standard handlers and
formatters do; `bench/watching.py` measures it.
"""

from __future__ import annotations

import logging
import sys
from json import JSONEncoder
from json.encoder import encode_basestring_ascii as quote
from logging.handlers import WatchedFileHandler
from pathlib import Path
from time import gmtime, localtime, strftime
from typing import Any

from storefront.watching import request_ids
from storefront.watching.redaction import clean, clean_data, escape, redact

# What Django adds for other handlers (the request prints its query string), and what is
# added here.
STANDARD = frozenset(
    {
        *logging.makeLogRecord({}).__dict__,
        *("message", "asctime", "taskName", "request", "server_time"),
        *("request_id", "_is_clean", "_extras", "_line", "_line_of"),
    }
)
OWN = {"time", "level", "logger"}  # in JSON; an extra of that name is left out
RETRY_AFTER = 60  # seconds
encode = JSONEncoder().encode
tracebacks = logging.Formatter()


def clean_record(record: logging.LogRecord) -> None:
    """Clean a record in place, once, whatever the number of its handlers."""
    if "_is_clean" not in record.__dict__:
        clean_message(record)
        clean_traceback(record)
        fields = record.__dict__
        extras = [name for name in fields if name not in STANDARD]
        for name in extras:
            fields[name] = clean_data(fields[name], name=name)
        record._extras = [name for name in extras if name not in OWN]
        record.request_id = request_ids.current.get()
        record._is_clean = True


def clean_message(record: logging.LogRecord) -> None:
    try:
        message = record.getMessage()
    except Exception as error:  # noqa: BLE001 - whatever an argument's __str__ raises
        message = f"{record.msg} (not formatted: {type(error).__name__})"
        record.msg, record.args = message, None
    record.message = clean(message)
    # The template stays when there is nothing to hide: error reports group by it.
    if record.message is not message:
        record.msg, record.args = record.message, None


def clean_traceback(record: logging.LogRecord) -> None:
    if record.exc_info and isinstance(record.exc_info, tuple):
        record.exc_text = indent(tracebacks.formatException(record.exc_info))
    elif record.exc_text:
        record.exc_text = indent(record.exc_text)
    if record.stack_info:
        record.stack_info = indent(record.stack_info)


def indent(text: str) -> str:
    """Lines that begin with spaces, so that an exception's text can't begin an entry."""
    return "\n".join(f"  {escape(line)}" for line in redact(text).split("\n"))


class CleanRecord(logging.Filter):
    """For handlers from elsewhere; the two below clean by themselves."""

    def filter(self, record: logging.LogRecord) -> bool:
        clean_record(record)
        return True


class DropRequestLines(logging.Filter):
    """`runserver` writes a line for each request too, and its holds the query string."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.msg != '"%s" %s %s'


class LineFormatter(logging.Formatter):
    """Makes a line once for all handlers that share it, and asks the calendar once a second."""

    calendar = "%Y-%m-%dT%H:%M:%S"
    zone = staticmethod(gmtime)
    second: tuple[int, str] = (0, "")

    def time(self, record: logging.LogRecord) -> str:
        """The record's time up to the second."""
        second, text = self.second
        if second != int(record.created):
            second = int(record.created)
            text = strftime(self.calendar, self.zone(second))
            self.second = (second, text)
        return text


class TextFormatter(LineFormatter):
    calendar = "%Y-%m-%d %H:%M:%S"
    zone = staticmethod(localtime)
    usual = "{asctime} ({levelname}) - {name} - {message}"

    def format(self, record: logging.LogRecord) -> str:
        fields = record.__dict__
        if "_is_clean" not in fields:
            clean_record(record)
        time = f"{self.time(record)},{int(record.msecs):03d}"
        if self._fmt == self.usual:
            line = f"{time} ({record.levelname}) - {record.name} - {record.message}"
        else:
            line = str(self._fmt).format_map({**fields, "asctime": time})
        if request_id := fields["request_id"]:
            line = f"{line} [{request_id}]"
        if record.exc_text:
            line = f"{line}\n{record.exc_text}"
        if record.stack_info:
            line = f"{line}\n{record.stack_info}"
        fields["_line_of"], fields["_line"] = self, line
        return line


class JsonFormatter(LineFormatter):
    """One object a line: time (UTC), level, logger, message, request_id and the extras.

    Put together by hand: an encoder that is made for each line costs as much as the rest.
    """

    def format(self, record: logging.LogRecord) -> str:
        fields = record.__dict__
        if "_is_clean" not in fields:
            clean_record(record)
        request_id = fields["request_id"]
        line = (
            f'{{"time": "{self.time(record)}.{int(record.msecs):03d}Z"'
            f', "level": {quote(record.levelname)}, "logger": {quote(record.name)}'
            f', "message": {quote(record.message)}'
            f', "request_id": {quote(request_id) if request_id else "null"}'
        )
        for name in fields["_extras"]:
            value = fields[name]
            if type(value) is str:
                value = quote(value)
            elif type(value) is not int:
                value = encode(value) if value is not None else "null"
            line = f"{line}, {quote(name)}: {value}"
        if record.exc_text:
            line = f'{line}, "exc_info": {quote(record.exc_text)}'
        if record.stack_info:
            line = f'{line}, "stack_info": {quote(record.stack_info)}'
        fields["_line_of"], fields["_line"] = self, f"{line}}}"
        return fields["_line"]


class Console(logging.StreamHandler[Any]):
    """Writes each line at once to the file under stderr, past the text layer above it."""

    def __init__(self, stream: Any = None) -> None:
        super().__init__(stream)
        self.raw = getattr(getattr(self.stream, "buffer", None), "raw", None)

    def handle(self, record: logging.LogRecord) -> bool:
        if self.filters and not self.filter(record):
            return False
        self.emit(record)
        return True

    def emit(self, record: logging.LogRecord) -> None:
        try:
            text = f"{self.formatter.format(record)}\n"  # type: ignore[union-attr]
            with self.lock:  # type: ignore[union-attr]
                if self.raw is None:  # a stream in memory
                    self.stream.write(text)
                    return
                data = text.encode(errors="backslashreplace")
                written = self.raw.write(data)
                if written is not None and written < len(data):
                    self.raw.write(data[written:])  # a signal came between
        except Exception:  # noqa: BLE001 - as in the standard handler
            self.handleError(record)


class LogFile(WatchedFileHandler):
    """A file of several processes; when it can't be written the store goes on without.

    Each line is one write to the end of the file, so that lines stay whole.
    """

    silent_until = 0.0
    look_again_at = 0.0

    def handle(self, record: logging.LogRecord) -> bool:
        if self.filters and not self.filter(record):
            return False
        self.emit(record)
        return True

    def emit(self, record: logging.LogRecord) -> None:
        now = record.created
        if now < self.silent_until:
            return
        try:
            fields = record.__dict__
            if fields.get("_line_of") is self.formatter:
                line = fields["_line"]
            else:
                line = self.format(record)
            with self.lock:  # type: ignore[union-attr]
                # Once a second is soon enough to notice that the file was rotated away.
                if now > self.look_again_at:
                    self.look_again_at = now + 1
                    self.reopenIfNeeded()
                if self.stream is None:
                    self.stream = self._open()
                    self._statstream()
                data = f"{line}\n".encode(errors="backslashreplace")
                self.stream.write(data)  # type: ignore[arg-type]
        except Exception:  # noqa: BLE001 - as in the standard handler
            self.handleError(record)

    def _open(self) -> Any:
        return Path(self.baseFilename).open("ab", buffering=0)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        error = sys.exc_info()[1]
        if isinstance(error, OSError):
            self.give_up(error, record.created)
        else:
            super().handleError(record)

    def give_up(self, error: OSError, now: float) -> None:
        self.silent_until = now + RETRY_AFTER
        sys.stderr.write(
            f"The log file {self.baseFilename} can't be written ({error.strerror}); "
            f"the console has everything. Next try in {RETRY_AFTER} s.\n"
        )
