from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from core.backup.create import make_backup
from core.backup.media import file_storages
from tests.builders import make_image, make_order, make_product, make_vendor, picture
from tests.core.backup.places import Place, empty_place


@pytest.fixture(autouse=True)
def client_programs(db: None) -> None:
    if connection.vendor == "mysql" and not shutil.which("mariadb-dump"):
        pytest.skip("needs mariadb-dump: apt-get install mariadb-client")


@pytest.fixture
def place(transactional_db: None, tmp_path: Path) -> Iterator[Place]:
    """Somewhere empty to restore into."""
    with empty_place(tmp_path) as place:
        yield place


@pytest.fixture
def other_place(transactional_db: None, tmp_path: Path) -> Iterator[Place]:
    with empty_place(tmp_path) as place:
        yield place


@pytest.fixture
def disk(settings: Any, tmp_path: Path) -> Path:
    """The default storage is this folder, the private one a folder beside it."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "core.files.names.DiskStorage"},
        "private": {
            "BACKEND": "core.files.names.PrivateDiskStorage",
            "OPTIONS": {"location": str(tmp_path / "private")},
        },
    }
    return tmp_path / "media"


@pytest.fixture
def shop(transactional_db: None, disk: Path) -> None:
    """A little of everything, with texts that a dump could trip over."""
    product = make_product("It's \"50 %\"; a,b\n), (1,'x'\\ مانجو 🥭", inventory=50)
    make_image(product)
    make_vendor(image=picture("logo.png"), description="-- Dump completed\n(2,3)")
    make_order(None, (product, 2))


@pytest.fixture
def archive(shop: None, tmp_path: Path) -> Path:
    """A backup of the shop."""
    target = tmp_path / "backup.zip"
    make_backup(target=target, connection=connection, storages=file_storages())
    return target
