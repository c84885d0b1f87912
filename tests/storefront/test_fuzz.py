"""Schemathesis against the schema: nothing that a client can send is a 500."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from hypothesis import HealthCheck, settings
from rest_framework_simplejwt.tokens import AccessToken
from schemathesis.checks import not_a_server_error

from tests.builders import make_cart, make_image, make_order, make_product, make_review

pytestmark = pytest.mark.django_db

schema = schemathesis.openapi.from_wsgi(
    "/api/schema/?format=json", get_wsgi_application()
)
# Of each operation. What an engine refuses that the other takes is found by a few.
EXAMPLES = 5 if connection.vendor == "sqlite" else 3


@pytest.fixture
def token(staff: Any) -> str:
    product = make_product()
    make_image(product)
    make_review(product)
    make_order()
    make_cart((product, 1))
    staff.is_superuser = True
    staff.save()
    return str(AccessToken.for_user(staff))


@pytest.fixture(autouse=True)
def keep_the_connection() -> Iterator[None]:
    """The WSGI handler closes its connection after a request; the test is inside it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_generated_request_is_a_server_error(case: Any, token: str) -> None:
    case.call_and_validate(
        headers={"Authorization": f"JWT {token}"}, checks=[not_a_server_error]
    )
