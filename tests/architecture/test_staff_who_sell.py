"""Somebody who sells for a vendor stays that, whatever rights their account was given."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission

from tests.architecture.test_access_matrix import (
    PERSONAS,
    account,
    ask,
    rows,
)
from tests.architecture.world import SECRETS, everything


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["otto", "vera"])
@pytest.mark.parametrize(
    ("verb", "route", "target", "expected"),
    rows(),
    ids=[f"{verb} {route} {target}".strip() for verb, route, target, _ in rows()],
)
def test_a_member_who_is_staff_with_every_permission_gets_what_the_member_gets(
    verb: str,
    route: str,
    target: str,
    expected: list[int],
    name: str,
    world: SimpleNamespace,
) -> None:
    member = account(world, name)
    member.is_staff = True
    member.save()
    member.user_permissions.set(Permission.objects.all())

    status, text = ask(verb, route, target, world, member, everything())

    assert status == expected[PERSONAS.index(name)]
    if status >= 400:
        assert not [secret for secret in SECRETS if secret in text]
