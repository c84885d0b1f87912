"""Seven letters by mail: verifying an address, and a new password."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from core.codes.models import Purpose
from core.codes.services import issue_code
from core.models import Code, Mail, User
from tests.builders import PASSWORD, make_user
from tests.core.test_sessions import post, sign_in, status_of

pytestmark = pytest.mark.django_db
NEW = "Date-Palm-43"
WRONG = {"detail": "This code is wrong or no longer good. Ask for a new one."}
WRONG["code"] = "invalid_code"


def mailed_code(mailoutbox: Any) -> str:
    return re.search(r"^    ([A-Z2-9]{7})$", mailoutbox[-1].body, re.M).group(1)


def verify(user: Any, code: str) -> Any:
    return post("email/verify", {"email": user.email, "code": code})


def reset(user: Any, code: str, password: str = NEW) -> Any:
    body = {"email": user.email, "code": code, "new_password": password}
    return post("password/reset", body)


def test_a_new_account_is_mailed_a_code_that_verifies_it(
    mailoutbox, django_capture_on_commit_callbacks
):
    body = {"username": "zoe", "email": "Zoe@example.com", "password": PASSWORD}
    with django_capture_on_commit_callbacks(execute=True):
        assert post("users", body).status_code == 201
    [mail] = mailoutbox
    code = mailed_code(mailoutbox)
    access = sign_in("zoe")["access"]

    response = post("email/verify", {"code": code}, access)

    assert mail.to == ["zoe@example.com"]
    assert mail.subject == "Verify your address at Storefront"
    assert code not in str(list(Mail.objects.values()))
    assert (response.status_code, response.content) == (204, b"")
    assert User.objects.get().is_email_verified
    assert not Code.objects.exists()


@pytest.mark.parametrize("typed", ["{0}", "{1}", " {0} ", "{2}-{3}"])
def test_a_code_is_read_as_people_type_it(alice, typed):
    code = issue_code(user=alice, purpose=Purpose.VERIFY_EMAIL)

    response = verify(alice, typed.format(code, code.lower(), code[:3], code[3:]))

    assert response.status_code == 204


def test_a_code_is_stored_as_a_digest_alone(alice):
    code = issue_code(user=alice, purpose=Purpose.VERIFY_EMAIL)

    row = Code.objects.values().get()
    assert len(row["digest"]) == 64
    assert code not in str(row)


def test_a_code_works_once(alice):
    code = issue_code(user=alice, purpose=Purpose.VERIFY_EMAIL)
    verify(alice, code)

    again = verify(alice, code)

    assert (again.status_code, again.json()) == (400, WRONG)


def test_a_code_lives_an_hour(alice):
    code = issue_code(user=alice, purpose=Purpose.RESET_PASSWORD)
    hour = timezone.now() + timedelta(hours=1)

    with time_machine.travel(hour + timedelta(seconds=1)):
        late = reset(alice, code)
    with time_machine.travel(hour - timedelta(seconds=5)):
        in_time = reset(alice, code)

    assert (late.status_code, late.json()) == (400, WRONG)
    assert in_time.status_code == 204


def test_a_new_code_ends_the_old_one(alice):
    old = issue_code(user=alice, purpose=Purpose.RESET_PASSWORD)
    new = issue_code(user=alice, purpose=Purpose.RESET_PASSWORD)

    assert reset(alice, old).status_code == 400
    assert reset(alice, new).status_code == 204


def test_five_wrong_guesses_end_a_code(alice):
    code = issue_code(user=alice, purpose=Purpose.RESET_PASSWORD)
    for _ in range(5):
        assert reset(alice, "WRONGXX").json() == WRONG

    assert reset(alice, code).json() == WRONG
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_four_wrong_guesses_do_not(alice):
    code = issue_code(user=alice, purpose=Purpose.RESET_PASSWORD)
    for _ in range(4):
        reset(alice, "WRONGXX")

    assert reset(alice, code).status_code == 204


def test_a_code_is_good_for_its_account_and_purpose_alone(alice, bob):
    code = issue_code(user=alice, purpose=Purpose.VERIFY_EMAIL)
    issue_code(user=bob, purpose=Purpose.VERIFY_EMAIL)

    assert reset(alice, code).json() == WRONG
    assert verify(bob, code).json() == WRONG
    bob.refresh_from_db()
    assert not bob.is_email_verified


def test_a_code_for_another_address_than_the_accounts_own_is_worth_nothing(alice):
    code = issue_code(user=alice, purpose=Purpose.VERIFY_EMAIL)
    User.objects.filter(pk=alice.pk).update(email="other@example.com")
    alice.refresh_from_db()

    assert verify(alice, code).json() == WRONG


@pytest.mark.parametrize("code", ["", " ", None, 5, [], "x" * 51, "é" * 7, "\x00"])
@pytest.mark.parametrize("path", ["email/verify", "password/reset"])
def test_what_is_no_code_is_a_400(alice, path, code):
    body = {"email": alice.email, "code": code, "new_password": NEW}

    assert post(path, body).status_code == 400


def test_verifying_needs_an_address_or_a_token(db):
    response = post("email/verify", {"code": "ABCDEFG"})

    assert response.status_code == 400
    assert response.json()["email"] == ["This field is required."]


def test_a_forgotten_password_is_replaced_by_code_and_every_session_ends(
    alice, mailoutbox
):
    session = sign_in()

    asked = post("password/forgot", {"email": "Alice@Example.com"})
    response = reset(alice, mailed_code(mailoutbox))

    assert asked.status_code == 202
    assert mailoutbox[0].to == ["alice@example.com"]
    assert response.status_code == 204
    assert status_of(session["access"]) == 401
    assert post("jwt/refresh", {"refresh": session["refresh"]}).status_code == 401
    assert status_of(sign_in(password=NEW)["access"]) == 200
    alice.refresh_from_db()
    assert alice.is_email_verified


def test_a_weak_password_is_refused_and_leaves_the_code_good(alice):
    code = issue_code(user=alice, purpose=Purpose.RESET_PASSWORD)

    weak = reset(alice, code, "12345")

    assert weak.status_code == 400
    assert weak.json()["new_password"]
    assert reset(alice, code).status_code == 204


def test_a_weak_password_with_a_wrong_code_says_nothing_of_the_password(alice):
    issue_code(user=alice, purpose=Purpose.RESET_PASSWORD)

    assert reset(alice, "WRONGXX", "12345").json() == WRONG
    assert Code.objects.get().wrong_guesses == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("password/forgot", 202),
        ("email/resend", 202),
        ("users/reset_password", 204),
        ("users/reset_username", 204),
    ],
)
def test_an_address_without_an_account_gets_the_same_answer_and_no_mail(
    alice, mailoutbox, path, status
):
    answers, statements = [], []
    for email in ("alice@example.com", "nobody@example.com"):
        with CaptureQueriesContext(connection) as queries:
            answers.append(post_unclosed(path, email))
        statements.append([query["sql"].split("VALUES")[0] for query in queries])

    known, unknown = answers
    assert known.status_code == unknown.status_code == status
    assert known.content == unknown.content
    assert set(known.headers) == set(unknown.headers)
    # Before the answer both do the very same; the rest comes after it.
    assert statements[0] == statements[1]
    assert mailoutbox == []
    request_finished.disconnect(close_old_connections)
    known.close()
    unknown.close()
    request_finished.connect(close_old_connections)
    assert [mail.to for mail in mailoutbox] == [["alice@example.com"]]


def post_unclosed(path: str, email: str) -> Any:
    """The answer as a server has it before it closes it, which is after sending."""
    url = f"/auth/{path}/"
    request = RequestFactory().post(
        url, {"email": email}, content_type="application/json"
    )
    match = resolve(url)
    return match.func(request, *match.args, **match.kwargs).render()


def test_addresses_of_nobody_are_not_kept(mailoutbox, db):
    post("password/forgot", {"email": "nobody@example.com"})

    assert mailoutbox == []
    assert "nobody" not in str(list(Mail.objects.values()))


def test_an_accented_twin_does_not_get_the_mail_of_another(mailoutbox, db):
    make_user("jose", email="jose@example.com")

    post("password/forgot", {"email": "josé@example.com"})

    assert mailoutbox == []


def test_a_new_verification_code_is_mailed_on_request(alice, mailoutbox):
    old = issue_code(user=alice, purpose=Purpose.VERIFY_EMAIL)

    response = post("email/resend", {}, sign_in()["access"])

    assert response.status_code == 202
    assert verify(alice, old).status_code == 400
    assert verify(alice, mailed_code(mailoutbox)).status_code == 204


def test_a_verified_account_needs_no_code(alice, mailoutbox):
    User.objects.update(is_email_verified=True)

    signed_in = post("email/resend", {}, sign_in()["access"])
    by_address = post("email/resend", {"email": alice.email})

    assert signed_in.status_code == 409
    assert signed_in.json()["code"] == "already_verified"
    assert by_address.status_code == 202
    assert mailoutbox == []
