"""The OpenAPI document tells the truth, and tells all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from tests.architecture.routes import api_routes


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, verbs in schema["paths"].items():
        for verb, operation in verbs.items():
            yield path, verb, operation


def test_the_document_is_valid_openapi(schema: dict[str, Any]) -> None:
    validate_schema(schema)


def test_every_route_and_verb_is_described(schema: dict[str, Any]) -> None:
    def nameless(path: str) -> str:
        return re.sub(r"\{\w+\}", "{}", path.strip("/"))

    described = {(nameless(path), verb) for path, verb, _ in operations(schema)}
    routes = {
        (nameless(route), verb)
        for route, verbs in api_routes().items()
        for verb in verbs
        if route not in {"store/", "auth/"} and not route.startswith("api/")
    }

    assert described == routes


def test_every_operation_has_words_and_an_example(schema: dict[str, Any]) -> None:
    bare = [
        operation["operationId"]
        for _, _, operation in operations(schema)
        if not operation.get("summary")
        or not operation.get("description")
        or "'examples':" not in str(operation)
    ]

    assert bare == []


def test_operation_ids_are_unique_and_stable(schema: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, _, operation in operations(schema)]

    assert len(ids) == len(set(ids))
    assert {"products_list", "orders_create", "carts_items_partial_update"} < set(ids)


def test_the_example_of_a_product_has_the_keys_of_a_product(
    schema: dict[str, Any],
) -> None:
    answer = schema["paths"]["/store/products/{id}/"]["get"]["responses"]["200"]
    (example,) = answer["content"]["application/json"]["examples"].values()

    fields = schema["components"]["schemas"]["Product"]["properties"]
    assert set(example["value"]) == set(fields)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/api/docs/", "/api/redoc/"])
def test_the_docs_load_nothing_from_other_hosts(client: Any, page: str) -> None:
    html = client.get(page).content.decode()

    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', html) == []
