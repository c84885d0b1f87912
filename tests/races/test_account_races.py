"""Two of the same thing at once about accounts: exactly one wins, and nobody sees a 500."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from core.codes.models import Purpose
from core.codes.services import issue_code, use_code
from core.models import Code, Session, User
from core.sessions import services
from core.sessions.services import start_session
from tests.builders import PASSWORD, make_user
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def post(path: str, body: dict[str, Any]) -> Any:
    return APIClient().post(f"/auth/{path}/", body, format="json")


def test_two_verifications_of_one_code_verify_once() -> None:
    for _ in range(ROUNDS):
        user = make_user()
        code = issue_code(user=user, purpose=Purpose.VERIFY_EMAIL)

        def verify() -> int:
            body = {"email": user.email, "code": code}  # noqa: B023
            return post("email/verify", body).status_code

        assert sorted(together(verify, verify)) == [204, 400]
        user.refresh_from_db()
        assert user.is_email_verified
    assert not Code.objects.exists()


def test_two_resets_with_one_code_set_one_password() -> None:
    for _ in range(ROUNDS):
        user = make_user()
        code = issue_code(user=user, purpose=Purpose.RESET_PASSWORD)

        def reset(password: str) -> int:
            body = {"email": user.email, "code": code, "new_password": password}  # noqa: B023
            return post("password/reset", body).status_code

        words = ["Date-Palm-43", "Olive-Tree-44"]
        statuses = together(*[lambda word=word: reset(word) for word in words])

        assert sorted(statuses) == [204, 400]
        user.refresh_from_db()
        assert user.check_password(words[statuses.index(204)])


def test_guesses_at_once_are_all_counted() -> None:
    user = make_user()
    issue_code(user=user, purpose=Purpose.RESET_PASSWORD)

    def guess() -> int:
        body = {"email": user.email, "code": "WRONGXX", "new_password": PASSWORD}
        return post("password/reset", body).status_code

    assert together(*[guess] * 8) == [400] * 8
    assert Code.objects.get().wrong_guesses == 8


@pytest.mark.mariadb
def test_without_the_lock_guesses_at_once_are_not_all_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control: the row is read without waiting for the others."""
    monkeypatch.setattr(
        type(Code.objects.all()), "select_for_update", lambda self, **options: self
    )
    counts = []
    for _ in range(ROUNDS):
        user = make_user()
        issue_code(user=user, purpose=Purpose.RESET_PASSWORD)

        def guess() -> Any:
            return use_code(
                user=user,  # noqa: B023
                purpose=Purpose.RESET_PASSWORD,
                text="WRONGXX",
                then=lambda: None,
            )

        together(*[guess] * 8)
        counts.append(Code.objects.get(user=user).wrong_guesses)

    assert min(counts) < 8


def test_two_refreshes_of_one_token_make_one_successor() -> None:
    for _ in range(ROUNDS):
        token = str(start_session(user=make_user()))

        answers = together(*[lambda: post("jwt/refresh", {"refresh": token})] * 4)  # noqa: B023

        assert [answer.status_code for answer in answers] == [200] * 4
        assert len({answer.json()["refresh"] for answer in answers}) == 1


def test_without_a_grace_exactly_one_refresh_wins(settings: Any) -> None:
    settings.JWT_REFRESH_GRACE_SECONDS = -1
    for _ in range(ROUNDS):
        token = str(start_session(user=make_user()))

        answers = together(*[lambda: post("jwt/refresh", {"refresh": token})] * 2)  # noqa: B023

        assert sorted(answer.status_code for answer in answers) == [200, 401]


@pytest.mark.mariadb
def test_without_the_lock_two_refreshes_make_two_successors(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """The control: the session is read without waiting, and its chain forks."""
    settings.JWT_REFRESH_GRACE_SECONDS = -1
    monkeypatch.setattr(
        type(Session.objects.all()), "select_for_update", lambda self, **options: self
    )
    successors = []
    for _ in range(10):
        token = str(start_session(user=make_user()))

        def rotate() -> str:
            return str(services.rotate_token(text=token))  # noqa: B023

        made = together(*[rotate] * 4)
        successors.append(sum(isinstance(one, str) for one in made))

    assert max(successors) > 1


def test_two_sign_ups_with_one_address_in_another_case_make_one_account() -> None:
    def sign_up(username: str, email: str) -> int:
        body = {"username": username, "email": email, "password": PASSWORD}
        return post("users", body).status_code

    for number in range(ROUNDS):
        statuses = together(
            lambda: sign_up(f"one{number}", f"zoe{number}@example.com"),  # noqa: B023
            lambda: sign_up(f"two{number}", f"ZOE{number}@Example.com"),  # noqa: B023
        )

        assert sorted(statuses) == [201, 400]
        assert User.objects.filter(email=f"zoe{number}@example.com").count() == 1


def test_signing_out_while_a_tab_refreshes_leaves_nobody_signed_in() -> None:
    for _ in range(ROUNDS):
        token = start_session(user=make_user())
        answers = together(
            lambda: post("jwt/refresh", {"refresh": str(token)}),  # noqa: B023
            lambda: post("jwt/logout", {"refresh": str(token)}),  # noqa: B023
        )

        assert answers[1].status_code == 204
        assert answers[0].status_code in (200, 401)
        refreshed = answers[0].json().get("refresh", str(token))
        assert post("jwt/refresh", {"refresh": refreshed}).status_code == 401
        assert not Session.objects.alive().exists()
