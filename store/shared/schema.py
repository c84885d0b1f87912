"""Words for the OpenAPI document, the same for every resource."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_view,
)

View = TypeVar("View", bound=type)

# For rows that have no column of this name to tell its type by.
ORDER_KEY = OpenApiParameter("order_pk", int, OpenApiParameter.PATH)
VENDOR_KEY = OpenApiParameter("vendor_pk", int, OpenApiParameter.PATH)
ORDER_KEY = OpenApiParameter("order_pk", int, OpenApiParameter.PATH)
PRODUCT_KEY = OpenApiParameter("product_pk", int, OpenApiParameter.PATH)
PART_KEY = OpenApiParameter(
    "order_pk", int, OpenApiParameter.PATH, description="The id of the vendor's part."
)

VERBS = {
    "list": ("List {many}", "The {many} that you may see."),
    "retrieve": (
        "Read one {one}",
        "One {one}; 404 when there is none that you may see.",
    ),
    "create": ("Add {a} {one}", "Make a new {one}."),
    "update": ("Replace {a} {one}", "Write every field of one {one}."),
    "partial_update": (
        "Change {a} {one}",
        "Write some fields; the answer is the whole {one}.",
    ),
    "destroy": ("Delete {a} {one}", "Delete one {one}."),
}


def describe(one: str, many: str = "", **details: str) -> Callable[[View], View]:
    """Give each verb of a viewset a summary, and a description: `details` or the usual one."""
    words = {
        "one": one,
        "many": many or f"{one}s",
        "a": "an" if one[0] in "aeiou" else "a",
    }

    def decorate(view: View) -> View:
        schemas: dict[str, Any] = {
            verb: extend_schema(
                summary=summary.format(**words),
                description=details.get(verb, description.format(**words)),
            )
            for verb, (summary, description) in VERBS.items()
            if hasattr(view, verb)
        }
        return extend_schema_view(**schemas)(view)

    return decorate
