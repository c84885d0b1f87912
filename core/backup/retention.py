"""The names of backups in a folder, and how many of them stay."""

from __future__ import annotations

import re
import shutil
import time
from datetime import datetime
from pathlib import Path

NAME = re.compile(r"backup-\d{8}T\d{6}Z\.zip")
PARTIAL = ".backup-in-progress-"
DAY = 24 * 3600


def name_of(moment: datetime) -> str:
    """Sorts by time; `moment` is in UTC."""
    return f"backup-{moment:%Y%m%dT%H%M%SZ}.zip"


def remove_old(*, folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest backups with names of ours; what was removed."""
    old = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))
    removed = old[:-keep] if keep else []
    for path in removed:
        path.unlink()
    for path in folder.glob(f"{PARTIAL}*"):
        if path.stat().st_mtime < time.time() - DAY:  # its run was killed
            shutil.rmtree(path)
            removed.append(path)
    return removed
