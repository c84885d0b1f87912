"""Where files are kept: on this disk, or in an S3-compatible bucket if one is named.

The variables have the names of django-storages' settings (docs/storage.md).
"""

from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from storefront.env import BASE_DIR, env

MEDIA_URL = "/media/"
MEDIA_ROOT = env.str("MEDIA_ROOT", str(BASE_DIR / "media"))

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
            "AWS_STORAGE_BUCKET_NAME is set, but django-storages with boto3 is not "
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
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
