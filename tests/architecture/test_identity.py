"""Who works for the store, and who sells."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from store.shared.identity import is_staff, sells
from storefront import env
from tests.builders import make_member, make_user, make_vendor


@pytest.mark.django_db
def test_the_list_of_accounts_shows_a_member_who_is_staff_their_own(
    client_of: Any, ottos_shop: Any, otto: Any, alice: Any
) -> None:
    otto.is_staff = True
    otto.save()

    found = client_of(otto).get("/auth/users/").json()

    assert [account["username"] for account in found] == ["otto"]


@pytest.mark.django_db
def test_staff_and_superusers_keep_what_they_have(django_assert_num_queries) -> None:
    staff, boss = make_user(is_staff=True), make_user(is_superuser=True, is_staff=True)
    make_member(make_vendor(), boss)

    with django_assert_num_queries(1):
        assert (is_staff(staff), is_staff(staff), sells(staff)) == (True, True, False)
    with django_assert_num_queries(0):
        assert (is_staff(boss), sells(boss)) == (True, False)


@pytest.mark.django_db
def test_a_customer_costs_no_question_and_a_stranger_has_no_rights(
    django_assert_num_queries, alice: Any
) -> None:
    unsaved = get_user_model()(is_staff=True)

    with django_assert_num_queries(0):
        assert [is_staff(who) for who in (alice, None, object(), unsaved)] == [
            False,
            False,
            False,
            True,
        ]


def test_nothing_but_identity_asks_an_account_whether_it_is_staff() -> None:
    """`is_staff` opens the admin; working for the store is `identity.is_staff`."""
    asked = []
    for app in ("store", "store_custom", "core", "storefront"):
        for path in (Path(env.BASE_DIR) / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                reads = isinstance(node, ast.Attribute) and node.attr == "is_staff"
                named = isinstance(node, ast.Name) and node.id == "IsAdminUser"
                if named or (reads and isinstance(node.ctx, ast.Load)):
                    asked.append(f"{path.relative_to(env.BASE_DIR)}:{node.lineno}")

    # An account that may enter the admin is nobody that staff may write, members included.
    assert [place.split(":")[0] for place in asked] == ["core/accounts.py"]
