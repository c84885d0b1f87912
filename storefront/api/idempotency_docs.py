"""The OpenAPI document: which operations take an `Idempotency-Key`, and what it may cause."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings

from core.idempotency.errors import InvalidKey, KeyInProgress, KeyReused

HOURS = settings.IDEMPOTENCY_KEPT_FOR.total_seconds() / 3600
HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255,
        "pattern": "^[ -~]{1,255}$",
    },
    "description": (
        "A name that you draw for this one request, such as a UUID. Sent again with the "
        f"same key within {HOURS:g} hours the request is not done again: you get the first "
        "answer, with `Idempotent-Replayed: true`."
    ),
    "example": "0f8fad5b-d9cb-469f-a165-70867728950e",
}
MEANINGS = {
    "400": "The input is refused.",
    "409": "The first request with the key is not done: ask again after `Retry-After`.",
    "422": "The key was sent with another path or body.",
}


def describe_keys(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Add the header and its refusals to each POST that it is for."""
    for path, operations in result["paths"].items():
        if "post" in operations and re.match(
            "|".join(settings.IDEMPOTENCY_PATHS), path
        ):
            describe(operations["post"])
    return result


def describe(operation: dict[str, Any]) -> None:
    operation.setdefault("parameters", []).append(HEADER)
    for error in (InvalidKey, KeyInProgress, KeyReused):
        status = str(error.status)
        answer = operation["responses"].setdefault(
            status, {"description": MEANINGS[status]}
        )
        content = answer.setdefault("content", {}).setdefault(
            "application/json", {"schema": {"$ref": "#/components/schemas/Problem"}}
        )
        content.setdefault("examples", {})[error.code] = {
            "value": {"detail": error.message, "code": error.code}
        }
