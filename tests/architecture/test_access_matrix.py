"""Every route × verb × persona. A new route without a row fails the first test."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from rest_framework.test import APIClient

from tests.architecture.bodies import body
from tests.architecture.book_rows import BOOK_ROWS
from tests.architecture.comment_rows import COMMENT_ROWS
from tests.architecture.discovery_rows import DISCOVERY_ROWS
from tests.architecture.mark_rows import MARK_ROWS
from tests.architecture.money import MONEY
from tests.architecture.opds_rows import OPDS_ROWS
from tests.architecture.order_rows import ORDER_ROWS
from tests.architecture.pricing_rows import PRICING_ROWS
from tests.architecture.progress_rows import PROGRESS_ROWS
from tests.architecture.ranking_rows import RANKING_ROWS
from tests.architecture.reading_rows import READING_ROWS
from tests.architecture.recommendation_rows import RECOMMENDATION_ROWS
from tests.architecture.review_rows import REVIEW_ROWS
from tests.architecture.routes import api_routes
from tests.architecture.world import SECRETS, address, count_writes, everything

PERSONAS = ["anon", "alice", "bob", "sam", "mina", "vera", "otto", "staff"]
# sam, mina and vera are staff, manager and owner of the vendor whose products these are;
# otto owns another vendor. A third word names the row when it is not the usual one.
MATRIX = """
get    store/                                       200 200 200 200 200 200 200 200
get    store/products/                              200 200 200 200 200 200 200 200
post   store/products/                              401 403 403 403 201 201 201 201
get    store/products/{pk}/                         200 200 200 200 200 200 200 200
put    store/products/{pk}/                         401 403 403 403 200 200 403 200
patch  store/products/{pk}/                         401 403 403 403 200 200 403 200
delete store/products/{pk}/                         401 403 403 403 204 204 403 204
get    store/products/{pk}/                   draft 404 404 404 200 200 200 404 200
put    store/products/{pk}/                   draft 401 403 403 403 200 200 404 200
patch  store/products/{pk}/                   draft 401 403 403 403 200 200 404 200
delete store/products/{pk}/                   draft 401 403 403 403 204 204 404 204
get    store/products/{product_pk}/images/          200 200 200 200 200 200 200 200
post   store/products/{product_pk}/images/          401 403 403 403 201 201 403 201
get    store/products/{product_pk}/images/{pk}/     200 200 200 200 200 200 200 200
put    store/products/{product_pk}/images/{pk}/     401 403 403 403 200 200 403 200
patch  store/products/{product_pk}/images/{pk}/     401 403 403 403 200 200 403 200
delete store/products/{product_pk}/images/{pk}/     401 403 403 403 204 204 403 204
get    store/products/{product_pk}/reviews/         200 200 200 200 200 200 200 200
post   store/products/{product_pk}/reviews/         401 409 201 201 201 201 201 201
get    store/products/{product_pk}/reviews/{pk}/    200 200 200 200 200 200 200 200
put    store/products/{product_pk}/reviews/{pk}/    401 200 403 403 403 403 403 200
patch  store/products/{product_pk}/reviews/{pk}/    401 200 403 403 403 403 403 200
delete store/products/{product_pk}/reviews/{pk}/    401 204 403 403 403 403 403 204
get    store/products/{product_pk}/customers/       401 403 403 403 200 200 403 200
post   store/products/{product_pk}/add_customer/    401 403 403 403 200 200 403 200
post   store/products/{product_pk}/remove_customer/ 401 403 403 403 200 200 403 200
get    store/collections/                           200 200 200 200 200 200 200 200
post   store/collections/                           401 403 403 403 403 403 403 201
get    store/collections/{pk}/                      200 200 200 200 200 200 200 200
put    store/collections/{pk}/                      401 403 403 403 403 403 403 200
patch  store/collections/{pk}/                      401 403 403 403 403 403 403 200
delete store/collections/{pk}/                      401 403 403 403 403 403 403 204
get    store/vendors/                               200 200 200 200 200 200 200 200
post   store/vendors/                               401 201 201 201 201 201 201 201
get    store/vendors/{pk}/                          200 200 200 200 200 200 200 200
patch  store/vendors/{pk}/                          401 403 403 403 200 200 403 200
get    store/vendors/{pk}/                   closed 404 404 404 200 200 200 404 200
patch  store/vendors/{pk}/                   closed 401 404 404 403 200 200 404 200
post   store/vendors/{pk}/approve/           closed 401 403 403 403 403 403 403 200
post   store/vendors/{pk}/suspend/                  401 403 403 403 403 403 403 200
post   store/vendors/{pk}/reject/            asking 401 403 403 403 403 403 403 200
get    store/vendors/mine/                          401 200 200 200 200 200 200 200
post   store/vendors/invitations/accept/            401 400 201 400 400 400 400 400
get    store/vendors/{vendor_pk}/members/           401 404 404 200 200 200 404 200
post   store/vendors/{vendor_pk}/members/           401 404 404 403 403 202 404 202
get    store/vendors/{vendor_pk}/members/{pk}/      401 404 404 200 200 200 404 200
patch  store/vendors/{vendor_pk}/members/{pk}/      401 404 404 403 403 200 404 200
delete store/vendors/{vendor_pk}/members/{pk}/      401 404 404 204 403 204 404 204
patch  store/vendors/{vendor_pk}/members/{pk}/ boss 401 404 404 403 403 409 404 409
delete store/vendors/{vendor_pk}/members/{pk}/ boss 401 404 404 403 403 409 404 409
get    store/vendors/{vendor_pk}/invitations/       401 404 404 403 403 200 404 200
delete store/vendors/{vendor_pk}/invitations/{pk}/  401 404 404 403 403 204 404 204
get    store/vendors/{vendor_pk}/products/          401 404 404 200 200 200 404 200
post   store/vendors/{vendor_pk}/products/          401 404 404 403 201 201 404 201
post   store/vendors/{vendor_pk}/products/bulk/     401 404 404 403 200 200 404 200
get    store/vendors/{vendor_pk}/products/export/   401 404 404 403 200 200 404 200
get    store/vendors/{vendor_pk}/imports/           401 404 404 403 200 200 404 200
post   store/vendors/{vendor_pk}/imports/           401 404 404 403 202 202 404 202
get    store/vendors/{vendor_pk}/imports/{pk}/      401 404 404 403 200 200 404 200
get    store/vendors/{vendor_pk}/products/{pk}/     401 404 404 200 200 200 404 200
put    store/vendors/{vendor_pk}/products/{pk}/     401 404 404 403 200 200 404 200
patch  store/vendors/{vendor_pk}/products/{pk}/     401 404 404 403 200 200 404 200
delete store/vendors/{vendor_pk}/products/{pk}/     401 404 404 403 204 204 404 204
get    store/vendors/{vendor_pk}/products/{pk}/ draft 401 404 404 200 200 200 404 200
delete store/vendors/{vendor_pk}/products/{pk}/ draft 401 404 404 403 204 204 404 204
get    store/vendors/{vendor_pk}/reviews/           401 404 404 200 200 200 404 200
get    store/vendors/{vendor_pk}/reviews/{pk}/      401 404 404 200 200 200 404 200
put    store/vendors/{vendor_pk}/reviews/{pk}/reply/ 401 404 404 403 200 200 404 200
delete store/vendors/{vendor_pk}/reviews/{pk}/reply/ 401 404 404 403 204 204 404 204
get    store/vendors/{vendor_pk}/dashboard/         401 404 404 403 200 200 404 200
get    store/vendors/{vendor_pk}/customers/         401 404 404 403 200 200 404 200
get    store/carts/mine/                            401 200 200 200 200 200 200 200
get    store/carts/mine/items/                      401 200 200 200 200 200 200 200
post   store/carts/mine/items/                      401 201 201 201 201 201 201 201
get    store/carts/mine/items/{pk}/                 401 200 404 404 404 404 404 404
patch  store/carts/mine/items/{pk}/                 401 200 404 404 404 404 404 404
delete store/carts/mine/items/{pk}/                 401 204 404 404 404 404 404 404
get    store/carts/{pk}/                        own 404 200 404 404 404 404 404 404
delete store/carts/{pk}/                        own 404 204 404 404 404 404 404 404
post   store/carts/{pk}/claim/                      401 200 200 200 200 200 200 200
post   store/carts/{pk}/claim/                  own 401 200 404 404 404 404 404 404
post   store/carts/                                 201 201 201 201 201 201 201 201
get    store/carts/{pk}/                            200 200 200 200 200 200 200 200
delete store/carts/{pk}/                            204 204 204 204 204 204 204 204
get    store/carts/{cart_pk}/items/                 200 200 200 200 200 200 200 200
post   store/carts/{cart_pk}/items/                 201 201 201 201 201 201 201 201
get    store/carts/{cart_pk}/items/{pk}/            200 200 200 200 200 200 200 200
patch  store/carts/{cart_pk}/items/{pk}/            200 200 200 200 200 200 200 200
delete store/carts/{cart_pk}/items/{pk}/            204 204 204 204 204 204 204 204
get    store/customers/                             401 403 403 403 403 403 403 200
post   store/customers/                             401 403 403 403 403 403 403 201
get    store/customers/me/                          401 200 200 200 200 200 200 200
put    store/customers/me/                          401 200 200 200 200 200 200 200
patch  store/customers/me/                          401 200 200 200 200 200 200 200
get    store/customers/me/addresses/                401 200 200 200 200 200 200 200
post   store/customers/me/addresses/                401 201 201 201 201 201 201 201
get    store/customers/me/addresses/{pk}/           401 200 404 404 404 404 404 404
put    store/customers/me/addresses/{pk}/           401 200 404 404 404 404 404 404
patch  store/customers/me/addresses/{pk}/           401 200 404 404 404 404 404 404
delete store/customers/me/addresses/{pk}/           401 204 404 404 404 404 404 404
get    store/customers/me/favorites/products/       401 200 200 200 200 200 200 200
put    store/customers/me/favorites/products/{pk}/  401 204 204 204 204 204 204 204
delete store/customers/me/favorites/products/{pk}/  401 204 204 204 204 204 204 204
put    store/customers/me/favorites/products/{pk}/ draft 401 404 404 404 404 404 404 404
delete store/customers/me/favorites/products/{pk}/ draft 401 404 404 404 404 404 404 404
get    store/customers/me/favorites/vendors/        401 200 200 200 200 200 200 200
put    store/customers/me/favorites/vendors/{pk}/   401 204 204 204 204 204 204 204
delete store/customers/me/favorites/vendors/{pk}/   401 204 204 204 204 204 204 204
put    store/customers/me/favorites/vendors/{pk}/ closed 401 404 404 404 404 404 404 404
delete store/customers/me/favorites/vendors/{pk}/ closed 401 404 404 404 404 404 404 404
get    store/customers/me/dashboard/                401 200 200 200 200 200 200 200
get    store/customers/me/history/                  401 200 200 200 200 200 200 200
delete store/customers/me/history/                  401 204 204 204 204 204 204 204
delete store/customers/me/history/viewed/{product_id}/ 401 204 404 404 404 404 404 404
delete store/customers/me/history/searched/{pk}/    401 204 404 404 404 404 404 404
get    store/customers/{pk}/                        401 403 403 403 403 403 403 200
put    store/customers/{pk}/                        401 403 403 403 403 403 403 200
patch  store/customers/{pk}/                        401 403 403 403 403 403 403 200
delete store/customers/{pk}/                        401 403 403 403 403 403 403 204
get    store/customers/{pk}/dashboard/              401 403 403 403 403 403 403 200
post   store/customers/{pk}/add_item/               401 403 403 403 403 403 403 200
post   store/customers/{pk}/remove_item/            401 403 403 403 403 403 403 200
get    store/customers/{pk}/history/                401 403 403 403 403 403 403 403
get    store/companies/                             401 403 403 403 403 403 403 200
post   store/companies/                             401 403 403 403 403 403 403 201
get    store/companies/{pk}/                        401 403 403 403 403 403 403 200
put    store/companies/{pk}/                        401 403 403 403 403 403 403 200
patch  store/companies/{pk}/                        401 403 403 403 403 403 403 200
delete store/companies/{pk}/                        401 403 403 403 403 403 403 204
get    store/reports/summary/                       401 403 403 403 403 403 403 200
get    store/reports/sales/                         401 403 403 403 403 403 403 200
get    store/reports/best-sellers/                  401 403 403 403 403 403 403 200
get    store/reports/vendors/                       401 403 403 403 403 403 403 200
get    store/reports/collections/                   401 403 403 403 403 403 403 200
get    auth/                                        401 200 200 200 200 200 200 200
post   auth/jwt/create/                             200 200 200 200 200 200 200 200
post   auth/jwt/refresh/                            200 200 200 200 200 200 200 200
post   auth/jwt/verify/                             200 200 200 200 200 200 200 200
post   auth/jwt/logout/                             401 204 204 204 204 204 204 204
post   auth/jwt/logout-all/                         401 204 204 204 204 204 204 204
post   auth/email/verify/                           400 400 400 400 400 400 400 400
post   auth/email/resend/                           202 202 202 202 202 202 202 202
post   auth/password/forgot/                        202 202 202 202 202 202 202 202
post   auth/password/reset/                         400 400 400 400 400 400 400 400
get    auth/users/                                  401 200 200 200 200 200 200 200
post   auth/users/                                  201 201 201 201 201 201 201 201
get    auth/users/{id}/                             401 404 200 404 404 404 404 200
put    auth/users/{id}/                             401 404 200 404 404 404 404 200
patch  auth/users/{id}/                             401 404 200 404 404 404 404 200
delete auth/users/{id}/                             401 404 204 404 404 404 404 204
get    auth/users/me/                               401 200 200 200 200 200 200 200
put    auth/users/me/                               401 200 200 200 200 200 200 200
patch  auth/users/me/                               401 200 200 200 200 200 200 200
delete auth/users/me/                               401 204 204 204 204 409 204 204
get    auth/users/me/export/                        401 200 200 200 200 200 200 200
post   auth/users/activation/                       400 400 400 400 400 400 400 400
post   auth/users/resend_activation/                400 400 400 400 400 400 400 400
post   auth/users/reset_password/                   204 204 204 204 204 204 204 204
post   auth/users/reset_password_confirm/           400 400 400 400 400 400 400 400
post   auth/users/reset_username/                   204 204 204 204 204 204 204 204
post   auth/users/reset_username_confirm/           400 400 400 400 400 400 400 400
post   auth/users/set_password/                     401 204 204 204 204 204 204 204
post   auth/users/set_username/                     401 204 204 204 204 204 204 204
get    api/schema/                                  200 200 200 200 200 200 200 200
get    api/docs/                                    200 200 200 200 200 200 200 200
get    api/redoc/                                   200 200 200 200 200 200 200 200
"""
TABLES = (
    *(MATRIX, ORDER_ROWS, PRICING_ROWS, MONEY, REVIEW_ROWS, COMMENT_ROWS, BOOK_ROWS),
    *(READING_ROWS, RANKING_ROWS, RECOMMENDATION_ROWS, DISCOVERY_ROWS),
    PROGRESS_ROWS,
    *(READING_ROWS, RANKING_ROWS, RECOMMENDATION_ROWS, DISCOVERY_ROWS, MARK_ROWS),
    *(READING_ROWS, RANKING_ROWS, RECOMMENDATION_ROWS, DISCOVERY_ROWS, OPDS_ROWS),
)


# What is downloaded is counted.
COUNTED = {"opds/library/{pk}/{kind}/"}


def rows() -> list[tuple[str, str, str, list[int]]]:
    """(verb, route, target, status by persona) of every line of the table."""
    found = []
    table = "".join(TABLES)
    for line in filter(None, table.splitlines()):
        verb, route, *rest = line.split()
        target = rest.pop(0) if len(rest) > len(PERSONAS) else ""
        found.append((verb, route, target, [int(status) for status in rest]))
    return found


def account(world: SimpleNamespace, name: str) -> Any:
    """As the database has it: a request may have changed the one in memory."""
    user = getattr(world.people, name)
    return user and get_user_model().objects.get(pk=user.pk)


def ask(
    verb: str,
    route: str,
    target: str,
    world: SimpleNamespace,
    user: Any,
    before: dict[str, Any],
) -> tuple[int, str]:
    """Send the request as the user, and take back what it changed; `before` is everything."""
    client = APIClient()
    if user is not None:
        client.force_authenticate(user=user)
    data = body(verb, route, world, getattr(user, "username", "anon"))
    encoding = "multipart" if {"image", "file"} & data.keys() else "json"
    url = address(route, world, target)
    with transaction.atomic():
        writes = count_writes()
        if verb == "get":
            response = client.get(url)
        else:
            response = getattr(client, verb)(url, data, format=encoding)
        reads = verb == "get" and route not in COUNTED
        harmless = response.status_code >= 400 or reads
        # What was written may have been taken back; that takes longer to find out.
        if harmless and count_writes() != writes:
            assert everything() == before, f"{verb} {url} changed something"
        transaction.set_rollback(True)
    return response.status_code, response.getvalue().decode(errors="replace")


def test_every_route_and_verb_has_a_row() -> None:
    routes = {(verb, route) for route, verbs in api_routes().items() for verb in verbs}

    assert {(verb, route) for verb, route, *_ in rows()} == routes


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "route", "target", "expected"),
    rows(),
    ids=[f"{verb} {route} {target}".strip() for verb, route, target, _ in rows()],
)
def test_each_persona_gets_what_the_table_says(
    verb: str,
    route: str,
    target: str,
    expected: list[int],
    world: SimpleNamespace,
) -> None:
    before = everything()

    answers = {
        name: ask(verb, route, target, world, account(world, name), before)
        for name in PERSONAS
    }

    got = {name: status for name, (status, _) in answers.items()}
    assert got == dict(zip(PERSONAS, expected, strict=True))
    for name, (status, text) in answers.items():
        if status >= 400:
            assert not [secret for secret in SECRETS if secret in text], name
