"""Files in an S3-compatible bucket: django-storages, with what it leaves open decided."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from core.files.errors import StorageUnavailable
from core.files.names import UniqueNames

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 2
READ_SECONDS = 5
ATTEMPTS = 2
MOST_BYTES_IN_MEMORY = 1_000_000


@contextmanager
def told_as_unavailable() -> Iterator[None]:
    """One error of ours for all that boto raises when the bucket does not serve us."""
    try:
        yield
    except (BotoCoreError, Boto3Error, ClientError) as error:
        logger.error("The bucket did not serve us: %s", error)
        raise StorageUnavailable("The file storage does not answer.") from error


class BucketStorage(UniqueNames, S3Storage):
    file_overwrite = False
    max_memory_size = MOST_BYTES_IN_MEMORY
    transfer_config = TransferConfig(use_threads=False)

    def __init__(self, **options: Any) -> None:
        # With boto's own choice a bucket of AWS gets an address without its region.
        usual = "auto" if options.get("endpoint_url") else "virtual"
        style = options.pop("addressing_style", usual)
        options["client_config"] = Config(
            s3={"addressing_style": style},
            signature_version="s3v4",
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
            # Newer checksums are on by default in boto and unknown to many servers.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(**options)

    def url(self, name: str | None, *args: Any, **options: Any) -> str:
        if args or options or self.querystring_auth or not name:
            return super().url(name, *args, **options)
        self._normalize_name(name)  # raises for a name that leaves the folder
        # A list of products has dozens; boto takes a tenth of a millisecond each.
        return self.public_root + filepath_to_uri(clean_name(name))

    @cached_property
    def public_root(self) -> str:
        """What every public address begins with: the bucket and the folder in it."""
        return super().url("_").removesuffix("_")

    @told_as_unavailable()
    def _open(self, *args: Any, **options: Any) -> Any:
        return super()._open(*args, **options)

    @told_as_unavailable()
    def _save(self, *args: Any) -> str:
        return super()._save(*args)

    @told_as_unavailable()
    def delete(self, name: str) -> None:
        super().delete(name)

    @told_as_unavailable()
    def exists(self, name: str) -> bool:
        return super().exists(name)

    @told_as_unavailable()
    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        return super().listdir(path)

    @told_as_unavailable()
    def size(self, name: str) -> int:
        return super().size(name)


class PrivateBucketStorage(BucketStorage):
    """A bucket that nobody reads but the store."""

    def url(self, name: str | None, *args: Any, **options: Any) -> str:
        raise ValueError("This file is not accessible by an address.")
