"""Where files are kept: on this disk, or in an S3-compatible bucket if one is named.

What anyone may see is in "default", what only the application hands out in "private".

The variables have the names of django-storages' settings (docs/storage.md).
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from storefront.env import BASE_DIR, env

MEDIA_URL = "/media/"
MEDIA_ROOT = env.str("MEDIA_ROOT", str(BASE_DIR / "media"))
# What only the application hands out. Never inside MEDIA_ROOT, which anyone may read.
PRIVATE_ROOT = env.str("PRIVATE_ROOT", str(BASE_DIR / "private"))
PRIVATE_BUCKET = env.str("AWS_PRIVATE_BUCKET_NAME", "")

BUCKET = {
    "bucket_name": env.str("AWS_STORAGE_BUCKET_NAME", ""),
    "endpoint_url": env.str("AWS_S3_ENDPOINT_URL", ""),
    "region_name": env.str("AWS_S3_REGION_NAME", ""),
    "access_key": env.str("AWS_ACCESS_KEY_ID", ""),
    "secret_key": env.str("AWS_SECRET_ACCESS_KEY", ""),
    "addressing_style": env.str("AWS_S3_ADDRESSING_STYLE", ""),
    "location": env.str("AWS_LOCATION", ""),
    "default_acl": env.str("AWS_DEFAULT_ACL", ""),
    "custom_domain": env.str("AWS_S3_CUSTOM_DOMAIN", ""),
    "querystring_auth": env.bool("AWS_QUERYSTRING_AUTH", False),
    "querystring_expire": env.int("AWS_QUERYSTRING_EXPIRE", 3600),
}
# No file name is ever used twice, so what a cache holds stays right.
CACHE_CONTROL = {
    False: "public, max-age=31536000, immutable",
    True: f"private, max-age={BUCKET['querystring_expire']}",
}


def bucket_storage() -> dict[str, Any]:
    """Django's storage settings for the bucket.

    Raises ImproperlyConfigured when a package is missing or a value cannot be right.
    """
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            "A bucket is named, but django-storages with boto3 is not "
            "installed. Run: python3 tools/dev.py sync s3"
        )
    if BUCKET["endpoint_url"] and "://" not in BUCKET["endpoint_url"]:
        raise ImproperlyConfigured("AWS_S3_ENDPOINT_URL must begin with https://")
    if "/" in BUCKET["custom_domain"]:
        raise ImproperlyConfigured("AWS_S3_CUSTOM_DOMAIN is a host without https://")
    options = {name: value for name, value in BUCKET.items() if value != ""}
    control = CACHE_CONTROL[BUCKET["querystring_auth"]]
    options["object_parameters"] = {"CacheControl": control}
    return {"BACKEND": "core.files.bucket.BucketStorage", "OPTIONS": options}


def private_bucket_storage() -> dict[str, Any]:
    """The same for the private bucket, at the same endpoint and with the same key.

    A bucket of its own: in the public one, a policy lets anyone read every object.
    """
    if BUCKET["bucket_name"] == PRIVATE_BUCKET:
        raise ImproperlyConfigured(
            "AWS_PRIVATE_BUCKET_NAME must not be AWS_STORAGE_BUCKET_NAME."
        )
    storage = bucket_storage()
    public = ("default_acl", "custom_domain", "querystring_auth", "querystring_expire")
    kept = {
        key: value for key, value in storage["OPTIONS"].items() if key not in public
    }
    return {
        "BACKEND": "core.files.bucket.PrivateBucketStorage",
        "OPTIONS": {
            **kept,
            "bucket_name": PRIVATE_BUCKET,
            "object_parameters": {"CacheControl": "private, no-store"},
        },
    }


def private_disk_storage() -> dict[str, Any]:
    """Raises ImproperlyConfigured for a folder that /media/ would show."""
    root, media = (Path(path).resolve() for path in (PRIVATE_ROOT, MEDIA_ROOT))
    if root == media or media in root.parents:
        raise ImproperlyConfigured("PRIVATE_ROOT must not be inside MEDIA_ROOT.")
    return {
        "BACKEND": "core.files.names.PrivateDiskStorage",
        "OPTIONS": {
            "location": PRIVATE_ROOT,
            "file_permissions_mode": 0o640,
            "directory_permissions_mode": 0o750,
        },
    }


def media_origin() -> str:
    """The host that the addresses of files name."""
    name, endpoint = BUCKET["bucket_name"], urlsplit(BUCKET["endpoint_url"])
    if BUCKET["custom_domain"]:
        return f"https://{BUCKET['custom_domain']}"
    if endpoint.netloc and BUCKET["addressing_style"] == "virtual":
        return f"{endpoint.scheme}://{name}.{endpoint.netloc}"
    if endpoint.netloc:
        return f"{endpoint.scheme}://{endpoint.netloc}"
    host = ".".join(filter(None, ["s3", BUCKET["region_name"], "amazonaws.com"]))
    path = BUCKET["addressing_style"] == "path"
    return f"https://{host}" if path else f"https://{name}.{host}"


# What pages may show pictures from, besides this host.
MEDIA_ORIGINS = [media_origin()] if BUCKET["bucket_name"] else []

STORAGES: dict[str, Any] = {
    "default": (
        bucket_storage()
        if BUCKET["bucket_name"]
        else {"BACKEND": "core.files.names.DiskStorage"}
    ),
    "private": private_bucket_storage() if PRIVATE_BUCKET else private_disk_storage(),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
