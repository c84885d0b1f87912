from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storefront.env import BASE_DIR
from tests.processes import Redis
from tests.storefront.watching.serving import environment


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every migration applied; tests copy it."""
    folder = tmp_path_factory.mktemp("migrated")
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=BASE_DIR,
        env=environment(folder, DATABASE_URL=f"sqlite:///{folder}/db.sqlite3"),
        check=True,
    )
    return folder / "db.sqlite3"


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> str:
    shutil.copy(migrated, tmp_path / "db.sqlite3")
    return f"sqlite:///{tmp_path}/db.sqlite3"


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    server = Redis(tmp_path)
    yield server
    server.kill()
