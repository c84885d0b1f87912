from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.core.bucket import Bucket, bucket_server


@pytest.fixture(scope="session")
def s3_server() -> Iterator[Bucket]:
    pytest.importorskip("storages", reason="needs the packages of category s3")
    pytest.importorskip("moto.server", reason="needs the packages of category e2e")
    with bucket_server() as bucket:
        yield bucket


@pytest.fixture
def keep_in(settings: Any) -> Any:
    """Make a bucket the default storage."""

    def keep(**options: Any) -> None:
        storage = {"BACKEND": "core.files.bucket.BucketStorage", "OPTIONS": options}
        settings.STORAGES = {**settings.STORAGES, "default": storage}

    return keep


@pytest.fixture
def bucket(s3_server: Bucket, keep_in: Any) -> Bucket:
    """The default storage is a bucket; nothing has been asked of it yet."""
    keep_in(**s3_server.options())
    s3_server.requests.clear()
    return s3_server


@pytest.fixture
def empty_storage(settings: Any) -> None:
    """A storage in memory without the files of other tests."""
    settings.STORAGES = {**settings.STORAGES}


@pytest.fixture
def rates(settings: Any) -> Callable[..., None]:
    """Set the rates; those that are not named do not hold: `sign_in__account="2/h"`."""

    def limit(**rates: str) -> None:
        named = {
            name.replace("__", ":").replace("_", "-"): rate
            for name, rate in rates.items()
        }
        settings.REST_FRAMEWORK = {
            **settings.REST_FRAMEWORK,
            "DEFAULT_THROTTLE_RATES": named,
        }

    return limit
