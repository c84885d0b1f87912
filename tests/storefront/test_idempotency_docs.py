"""The OpenAPI document says which requests take an `Idempotency-Key`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator

KEY = "Idempotency-Key"


@pytest.fixture(scope="module")
def operations() -> list[tuple[str, str, dict[str, Any]]]:
    def walk() -> Iterator[tuple[str, str, dict[str, Any]]]:
        schema = SchemaGenerator().get_schema(request=None, public=True)
        for path, verbs in schema["paths"].items():
            for verb, operation in verbs.items():
                yield path, verb, operation

    return [*walk()]


def takes_key(operation: dict[str, Any]) -> bool:
    return KEY in {one["name"] for one in operation.get("parameters", [])}


def test_every_post_of_the_store_and_the_sign_up_take_a_key_and_nothing_else(
    operations: Any,
) -> None:
    expected = {
        (path, verb)
        for path, verb, _ in operations
        if verb == "post" and (path.startswith("/store/") or path == "/auth/users/")
    }

    taking = {(path, verb) for path, verb, one in operations if takes_key(one)}
    assert taking == expected
    assert {("/store/orders/", "post"), ("/auth/users/", "post")} < taking


def test_each_shows_the_refusals_of_a_key_beside_its_own(operations: Any) -> None:
    codes = {
        "400": "invalid_idempotency_key",
        "409": "idempotency_in_progress",
        "422": "idempotency_key_reused",
    }
    for path, _, operation in operations:
        if not takes_key(operation):
            continue
        for status, code in codes.items():
            answer = operation["responses"][status]
            examples = answer["content"]["application/json"]["examples"]
            assert examples[code]["value"]["code"] == code, path
            assert answer["description"], path


def test_the_header_is_optional(operations: Any) -> None:
    headers = [
        parameter
        for _, _, operation in operations
        for parameter in operation.get("parameters", [])
        if parameter["name"] == KEY
    ]

    assert {header["required"] for header in headers} == {False}
    assert {header["schema"]["maxLength"] for header in headers} == {255}
