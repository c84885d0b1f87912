"""Another e-mail address on an account."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from core.models import User
from tests.core.test_codes import mailed_code, verify
from tests.core.test_sessions import sign_in

pytestmark = pytest.mark.django_db


def test_a_changed_address_is_unverified_and_the_old_one_is_told(
    alice, mailoutbox, django_capture_on_commit_callbacks
):
    User.objects.update(is_email_verified=True)
    access = sign_in()["access"]
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"JWT {access}")
    with django_capture_on_commit_callbacks(execute=True):
        body = {"email": "New@example.com", "first_name": "Al"}
        answer = client.patch("/auth/users/me/", body, format="json").json()

    assert (answer["email"], answer["is_email_verified"]) == ("new@example.com", False)
    assert answer["first_name"] == "Al"
    assert [mail.to for mail in mailoutbox] == [
        ["alice@example.com"],
        ["new@example.com"],
    ]
    alice.refresh_from_db()
    assert verify(alice, mailed_code(mailoutbox)).status_code == 204


def test_the_same_address_again_stays_verified(alice, client_of, mailoutbox):
    User.objects.update(is_email_verified=True)
    alice.refresh_from_db()

    answer = client_of(alice).patch("/auth/users/me/", {"email": "ALICE@example.com"})

    assert answer.json()["is_email_verified"] is True
    assert mailoutbox == []
