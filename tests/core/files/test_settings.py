"""What the environment says becomes where files are kept."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage

from core.files.names import DiskStorage
from storefront.env import BASE_DIR
from tests.builders import picture

SHOW = (
    "import django; django.setup();"
    "from django.core.files.storage import default_storage as s;"
    "from django.conf import settings;"
    "allowed = settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'];"
    "url = s.url('a b.png'); name = type(s._wrapped).__name__;"
    "print(name, url, any(url.startswith(f'{host}/') for host in allowed))"
)


def started(code: str = SHOW, **environment: str) -> tuple[int, str]:
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env={
            "DJANGO_SETTINGS_MODULE": "storefront.settings.dev",
            "PATH": "/usr/bin",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.returncode, (answer.stdout + answer.stderr).strip()


def bucket(**others: str) -> dict[str, str]:
    keys = {"AWS_ACCESS_KEY_ID": "anyone", "AWS_SECRET_ACCESS_KEY": "secret"}
    return {"AWS_STORAGE_BUCKET_NAME": "files", **keys, **others}


def test_files_are_on_this_disk_unless_a_bucket_is_named() -> None:
    assert started() == (0, "DiskStorage /media/a%20b.png False")


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        (
            {"AWS_S3_REGION_NAME": "eu-west-3"},
            "https://files.s3.eu-west-3.amazonaws.com/a%20b.png",
        ),
        (
            {
                "AWS_S3_ENDPOINT_URL": "https://minio.example.com:9000",
                "AWS_LOCATION": "media",
            },
            "https://minio.example.com:9000/files/media/a%20b.png",
        ),
        (
            {
                "AWS_S3_ENDPOINT_URL": "https://s3.example.com",
                "AWS_S3_ADDRESSING_STYLE": "virtual",
            },
            "https://files.s3.example.com/a%20b.png",
        ),
        ({}, "https://files.s3.amazonaws.com/a%20b.png"),
        (
            {"AWS_S3_ADDRESSING_STYLE": "path", "AWS_S3_REGION_NAME": "eu-west-3"},
            "https://s3.eu-west-3.amazonaws.com/files/a%20b.png",
        ),
        (
            {"AWS_S3_CUSTOM_DOMAIN": "cdn.example.com"},
            "https://cdn.example.com/a%20b.png",
        ),
    ],
)
def test_a_named_bucket_is_where_files_are_and_pages_may_show_them(
    environment: dict[str, str], url: str
) -> None:
    pytest.importorskip("storages", reason="needs the packages of category s3")

    assert started(**bucket(**environment)) == (0, f"BucketStorage {url} True")


def test_signed_addresses_by_a_setting() -> None:
    pytest.importorskip("storages", reason="needs the packages of category s3")

    code, said = started(**bucket(AWS_QUERYSTRING_AUTH="true"))

    assert code == 0
    assert "X-Amz-Signature=" in said
    assert "X-Amz-Expires=3600" in said


def test_a_bucket_without_its_packages_stops_the_start() -> None:
    code, said = started(
        "import importlib.util as u; real = u.find_spec;"
        "u.find_spec = lambda n, *a: None if n == 'storages' else real(n, *a);" + SHOW,
        **bucket(),
    )

    assert code == 1
    assert "django-storages with boto3 is not installed" in said
    assert "tools/dev.py sync s3" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AWS_S3_ENDPOINT_URL", "minio.example.com"),
        ("AWS_S3_CUSTOM_DOMAIN", "https://cdn.example.com"),
    ],
)
def test_an_address_that_cannot_be_right_stops_the_start(name: str, value: str) -> None:
    pytest.importorskip("storages", reason="needs the packages of category s3")

    code, said = started(**bucket(**{name: value}))

    assert code == 1
    assert name in said


PRIVATE = (
    "import django; django.setup();"
    "from store.shared.private_files import private_storage as s; s.exists('a');"
    "print(type(s._wrapped).__name__, getattr(s, 'bucket_name', s.location))"
)


def test_private_files_are_beside_the_public_ones_on_this_disk() -> None:
    expected = f"PrivateDiskStorage {BASE_DIR / 'private'}"

    assert started(PRIVATE) == (0, expected)
    assert started(PRIVATE, **bucket()) == (0, expected)


def test_private_files_are_in_a_bucket_of_their_own() -> None:
    pytest.importorskip("storages", reason="needs the packages of category s3")
    show = PRIVATE.replace("s.exists('a');", "s.location;") + (
        ";print(s.default_acl, s.custom_domain, s.querystring_auth)"
    )
    public = {"AWS_DEFAULT_ACL": "public-read", "AWS_S3_CUSTOM_DOMAIN": "cdn.example"}

    code, said = started(show, **bucket(AWS_PRIVATE_BUCKET_NAME="held", **public))

    assert (code, said) == (0, "PrivateBucketStorage held\nNone None True")


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"MEDIA_ROOT": "/srv/media", "PRIVATE_ROOT": "/srv/media"}, "PRIVATE_ROOT"),
        ({"MEDIA_ROOT": "/srv/media", "PRIVATE_ROOT": "/srv/media/p"}, "PRIVATE_ROOT"),
        (bucket(AWS_PRIVATE_BUCKET_NAME="files"), "AWS_PRIVATE_BUCKET_NAME"),
    ],
)
def test_a_private_place_that_is_public_stops_the_start(
    environment: dict[str, str], named: str
) -> None:
    code, said = started(**environment)

    assert code == 1
    assert named in said


def test_two_uploads_of_one_name_have_two_names_on_the_disk(tmp_path: Any) -> None:
    disk = DiskStorage(location=tmp_path)

    names = [disk.generate_filename("store/images/mango.png") for _ in range(2)]

    assert len(set(names)) == 2
    assert all(name.startswith("store/images/mango_") for name in names)
    assert all(name.endswith(".png") and len(name) == 30 for name in names)


def test_a_name_that_is_asked_for_is_kept(tmp_path: Any) -> None:
    assert DiskStorage(location=tmp_path).save("seed.png", picture()) == "seed.png"
    assert FileSystemStorage(location=tmp_path).exists("seed.png")
