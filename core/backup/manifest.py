"""What an archive says of itself. Written last: an archive without it was cut short."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from core.backup.errors import BackupError

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True)
class Part:
    """A database or a file inside the archive."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    created: str
    engine: str
    server: str
    migrations: list[str]
    rows: dict[str, int]
    database: Part
    files: list[Part]
    vanished: int
    format: int = FORMAT

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Raises BackupError for anything that `to_json` has not written."""
        try:
            content: dict[str, Any] = json.loads(text)
            if content["format"] != FORMAT:
                raise BackupError(f"This is a backup of format {content['format']}.")
            files = [Part(**part) for part in content.pop("files")]
            database = Part(**content.pop("database"))
            return cls(**content, files=files, database=database)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BackupError("The manifest of the backup can't be read.") from error
