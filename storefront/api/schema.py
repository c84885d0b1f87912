"""The OpenAPI document: our additions to drf-spectacular."""

from drf_spectacular.openapi import AutoSchema


class StoreSchema(AutoSchema):
    pass


def keep_canonical_paths(endpoints, **kwargs):
    """Describe each address once: not the `.json` twins nor those without the slash."""
    return [
        endpoint
        for endpoint in endpoints
        if endpoint[0].endswith("/") and "{format}" not in endpoint[0]
    ]
