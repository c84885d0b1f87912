"""The OpenAPI document: our additions to drf-spectacular."""

from __future__ import annotations

from typing import Any

from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from storefront.api.account_docs import ACCOUNT_DOCS, Words

TEXT = {"type": "string"}
PROBLEM = {
    "type": "object",
    "properties": {"detail": TEXT, "code": {**TEXT, "description": "Stable."}},
    "required": ["detail", "code"],
}
REFUSAL = {**PROBLEM, "properties": {"error": TEXT, "code": TEXT}}
REFUSAL["required"] = ["error", "code"]
INVALID = {
    "type": "object",
    "description": "Each key names a field (or `non_field_errors`); `code` is stable.",
    "additionalProperties": {
        "oneOf": [TEXT, {"type": "array", "items": TEXT}],
    },
}
COMPONENTS = {"Problem": PROBLEM, "Refusal": REFUSAL, "Invalid": INVALID}

# Status: component, what it means, an example.
ERRORS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "400": (
        "Invalid",
        "The input is refused.",
        {"title": ["This field may not be blank."], "code": "invalid"},
    ),
    "401": (
        "Problem",
        "Sign in (again).",
        {
            "detail": "Authentication credentials were not provided.",
            "code": "not_authenticated",
        },
    ),
    "403": (
        "Problem",
        "You are known, and may not do this.",
        {
            "detail": "You do not have permission to perform this action.",
            "code": "permission_denied",
        },
    ),
    "404": (
        "Problem",
        "Nothing is here, or nothing that you may see.",
        {"detail": "Not found.", "code": "not_found"},
    ),
    "405": (
        "Refusal",
        "The record as it stands does not allow it.",
        {
            "error": "Product cannot be deleted because it is associated with an "
            "order item.",
            "code": "product_in_use",
        },
    ),
    "409": (
        "Problem",
        "The input is right; the state of the store is against it.",
        {"detail": "There is not enough in stock.", "code": "out_of_stock"},
    ),
}
ERRORS["429"] = (
    "Problem",
    "Too many attempts. The header `Retry-After` says how many seconds to wait.",
    {
        "detail": "Request was throttled. Expected available in 42 seconds.",
        "code": "throttled",
    },
)
BARE_LIST = (
    " A bare array of at most 100; when there is more, the header "
    '`Link: <…>; rel="next"` says where. `page` or `page_size` asks for the envelope '
    "`{count, next, previous, results}`."
)


class JWTScheme(SimpleJWTScheme):
    """`Authorization: JWT …`; `Bearer` is accepted as well."""

    target_class = "core.sessions.authentication.SessionJWTAuthentication"
    priority = 1

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`JWT <access>` (or `Bearer <access>`)",
        }


class AppPasswordScheme(OpenApiAuthenticationExtension):
    """HTTP Basic, for reader apps."""

    target_class = "core.app_passwords.authentication.AppPasswordAuthentication"
    name = "appPassword"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "basic",
            "description": "A username or e-mail address, and an app password.",
        }


def keep_canonical_paths(endpoints: Any, **kwargs: Any) -> list[Any]:
    """Describe each address once: not the `.json` twins nor those without the slash."""
    return [
        endpoint
        for endpoint in endpoints
        if endpoint[0].endswith("/") and "{format}" not in endpoint[0]
    ]


def complete(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Add the account operations' words, the errors of each operation, how lists page."""
    schemas = result["components"]["schemas"]
    schemas |= COMPONENTS
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            words = ACCOUNT_DOCS.get(operation["operationId"])
            if words:
                add_words(operation, words)
            add_errors(operation, method, path)
            describe_bare_list(operation, schemas)
    return result


def add_words(operation: dict[str, Any], words: Words) -> None:
    operation["summary"] = words.summary
    operation["description"] = words.description
    if words.request is not None:
        for content in operation["requestBody"]["content"].values():
            content["examples"] = {"Example": {"value": words.request}}
    answer = next(iter(operation["responses"].values()))
    if words.status == "204":
        answer = {"description": "Done."}
    elif words.response is not None:
        for content in answer.get("content", {}).values():
            content["examples"] = {"Example": {"value": words.response}}
    operation["responses"] = {words.status: answer}


def add_errors(operation: dict[str, Any], method: str, path: str) -> None:
    for status in errors_of(operation, method, path):
        component, description, example = ERRORS[status]
        content = {
            "schema": {"$ref": f"#/components/schemas/{component}"},
            "examples": {"Example": {"value": example}},
        }
        operation["responses"].setdefault(
            status,
            {"description": description, "content": {"application/json": content}},
        )


def errors_of(operation: dict[str, Any], method: str, path: str) -> list[str]:
    """The statuses that an operation may answer with besides its success."""
    private = {} not in operation.get("security", [])
    return [
        *(["400"] if method in {"post", "put", "patch"} else []),
        *(["401", "403"] if private or method != "get" else []),
        *(["404"] if "{" in path or "page" in names_of(operation) else []),
        *(["405"] if method == "delete" else []),
        *(["409"] if method in {"post", "put", "delete"} else []),
        *(["429"] if is_limited(path, method) else []),
    ]


def is_limited(path: str, method: str) -> bool:
    """Whether there is a limit to how often it is asked."""
    if path.startswith("/auth/"):
        return method != "get"
    return method == "post" and path.endswith(("/comments/", "/download/"))


def names_of(operation: dict[str, Any]) -> set[str]:
    return {parameter["name"] for parameter in operation.get("parameters", [])}


def describe_bare_list(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    content = operation["responses"].get("200", {}).get("content", {})
    reference = content.get("application/json", {}).get("schema", {}).get("$ref", "")
    schema = schemas.get(reference.rpartition("/")[2], {})
    if "page" in names_of(operation) and schema.get("type") == "array":
        operation["description"] += BARE_LIST
