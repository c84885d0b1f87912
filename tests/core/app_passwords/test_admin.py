"""App passwords on the page of their account."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.app_passwords import LIBRARY, give_app_password, reader_app

pytestmark = pytest.mark.django_db


def test_staff_see_them_on_the_account_and_revoke_them(alice: Any, bob: Any) -> None:
    row, secret = give_app_password(alice, "Reader in the kitchen")
    bob.is_staff = bob.is_superuser = True
    bob.save()
    client = Client()
    client.force_login(bob)
    page = f"/admin/core/user/{alice.pk}/change/"

    shown = client.get(page)

    assert shown.status_code == 200
    text = shown.content.decode()
    assert "Reader in the kitchen" in text
    assert row.digest not in text
    form = {**shown.context["adminform"].form.initial}
    body = {name: value for name, value in form.items() if value is not None}
    body = {
        **{name: body[name] for name in ("username", "email", "is_active")},
        "date_joined_0": "2026-01-01",
        "date_joined_1": "00:00:00",
        "sessions-TOTAL_FORMS": 0,
        "sessions-INITIAL_FORMS": 0,
        "app_passwords-TOTAL_FORMS": 1,
        "app_passwords-INITIAL_FORMS": 1,
        "app_passwords-0-id": row.pk,
        "app_passwords-0-user": alice.pk,
        "app_passwords-0-DELETE": "on",
    }
    assert client.post(page, body).status_code == 302
    assert reader_app("alice", secret).get(LIBRARY).status_code == 401
