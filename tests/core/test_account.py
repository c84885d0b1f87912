"""`/auth/users/me/` and the password and username routes."""

import re

import pytest
from django.contrib.auth import get_user_model
from djoser.utils import encode_uid

from core.mail.accounts import ActivationEmail
from store.models import Customer, Order
from tests.builders import PASSWORD, make_order

pytestmark = pytest.mark.django_db
ME = "/auth/users/me/"
NEW = "Fig-Tree-4711"
User = get_user_model()


def test_an_account_reads_itself(client_of, alice):
    response = client_of(alice).get(ME)

    assert response.status_code == 200
    assert response.json() == {
        "id": alice.pk,
        "username": "alice",
        "email": "alice@example.com",
        "first_name": "Alice",
        "last_name": "Ait",
        "phone_number": "",
        "profile_image": None,
        "is_email_verified": False,
    }


@pytest.mark.parametrize("verb", ["get", "put", "patch", "delete"])
def test_me_is_for_the_signed_in(api_client, verb):
    assert getattr(api_client, verb)(ME, {}).status_code == 401
    api_client.force_authenticate(user={})
    assert getattr(api_client, verb)(ME, {}).status_code == 403


@pytest.mark.parametrize("verb", ["put", "patch"])
@pytest.mark.parametrize("form", ["json", "multipart"])
def test_an_account_changes_itself(client_of, alice, verb, form):
    response = getattr(client_of(alice), verb)(
        ME,
        {"email": "New@example.com", "first_name": "Al", "last_name": "X"},
        format=form,
    )

    assert response.status_code == 200
    assert response.json()["email"] == "new@example.com"
    alice.refresh_from_db()
    assert (alice.email, alice.get_full_name()) == ("new@example.com", "Al X")


def test_an_account_does_not_make_itself_staff(client_of, alice):
    sent = {"is_staff": True, "is_superuser": True, "id": 99, "username": "root"}

    client_of(alice).patch(ME, sent, format="json")

    alice.refresh_from_db()
    assert (alice.is_staff, alice.is_superuser, alice.username) == (
        False,
        False,
        "alice",
    )


@pytest.mark.parametrize("email", ["bob@example.com", "BOB@example.com", "x", "", None])
def test_a_taken_or_wrong_address_is_refused(client_of, alice, bob, email):
    response = client_of(alice).patch(ME, {"email": email}, format="json")

    assert response.status_code == 400
    assert response.json()["email"]
    alice.refresh_from_db()
    assert alice.email == "alice@example.com"


def test_an_account_deletes_itself_with_its_password(client_of, alice):
    refused = client_of(alice).delete(ME, {"current_password": "wrong"})
    assert refused.status_code == 400
    assert refused.json()["current_password"]

    response = client_of(alice).delete(ME, {"current_password": PASSWORD})

    assert response.status_code == 204
    assert not User.objects.exists()
    assert not Customer.objects.exists()


def test_deleting_an_account_never_deletes_its_orders(client_of, alice):
    make_order(alice.customer)

    response = client_of(alice).delete(ME, {"current_password": PASSWORD})

    assert response.status_code < 500
    assert Order.objects.count() == 1


def test_a_password_is_changed(client_of, alice, anon):
    response = client_of(alice).post(
        "/auth/users/set_password/",
        {"current_password": PASSWORD, "new_password": NEW},
    )

    assert response.status_code == 204
    login = anon.post("/auth/jwt/create/", {"username": "alice", "password": NEW})
    assert login.status_code == 200


@pytest.mark.parametrize(
    ("current", "new", "field"),
    [("wrong", NEW, "current_password"), (PASSWORD, "123", "new_password")],
)
def test_a_password_is_not_changed(client_of, alice, current, new, field):
    response = client_of(alice).post(
        "/auth/users/set_password/", {"current_password": current, "new_password": new}
    )

    assert response.status_code == 400
    assert response.json()[field]
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_changing_a_password_needs_signing_in(anon, alice):
    response = anon.post(
        "/auth/users/set_password/", {"current_password": PASSWORD, "new_password": NEW}
    )

    assert response.status_code == 401


@pytest.mark.parametrize("email", ["alice@example.com", "Alice@Example.com"])
def test_a_forgotten_password_is_reset_by_mail(
    anon, alice, mailoutbox, email, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = anon.post("/auth/users/reset_password/", {"email": email})

    assert response.status_code == 204
    (mail,) = mailoutbox
    assert mail.to == ["alice@example.com"]
    uid, token = re.search(
        r"password/reset/confirm/([^/\s]+)/([^/\s]+)", mail.body
    ).groups()

    wrong = anon.post(
        "/auth/users/reset_password_confirm/",
        {"uid": uid, "token": "wrong", "new_password": NEW},
    )
    right = anon.post(
        "/auth/users/reset_password_confirm/",
        {"uid": uid, "token": token, "new_password": NEW},
    )

    assert wrong.status_code == 400
    assert right.status_code == 204
    alice.refresh_from_db()
    assert alice.check_password(NEW)


def test_an_unknown_address_is_not_given_away(
    anon, alice, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        known = anon.post("/auth/users/reset_password/", {"email": "alice@example.com"})
        unknown = anon.post("/auth/users/reset_password/", {"email": "x@example.com"})

    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    "uid", ["", "x", "MQ", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "%%%", "é"]
)
@pytest.mark.parametrize(
    "path", ["reset_password_confirm", "activation", "reset_username_confirm"]
)
def test_a_made_up_link_is_refused(anon, alice, uid, path):
    sent = {"uid": uid, "token": "x", "new_password": NEW, "new_username": "x"}

    response = anon.post(f"/auth/users/{path}/", sent)

    assert 400 <= response.status_code < 500
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_a_username_is_changed_by_its_own_route(client_of, alice):
    response = client_of(alice).post(
        "/auth/users/set_username/",
        {"current_password": PASSWORD, "new_username": "alicia"},
    )

    assert response.status_code == 204
    alice.refresh_from_db()
    assert alice.username == "alicia"


@pytest.mark.parametrize("is_staff", [True, False])
def test_a_user_that_was_never_saved_reads_without_a_crash(
    api_client, authenticate, is_staff
):
    authenticate(is_staff=is_staff)

    for path in ("users/", "users/me/", "users/999999/"):
        assert api_client.get(f"/auth/{path}").status_code < 500


def test_options_describe_the_account(client_of, alice):
    assert client_of(alice).options(ME).status_code == 200


def test_head_answers_like_get(client_of, alice):
    response = client_of(alice).head(ME)

    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("verb", ["put", "patch"])
def test_a_user_that_was_never_saved_is_not_saved_by_its_own_profile(
    api_client, authenticate, verb
):
    authenticate(is_staff=True)

    getattr(api_client, verb)(ME, {"email": "a@example.com"})

    assert not User.objects.exists()


@pytest.mark.parametrize("url", [ME, "/auth/users/{pk}/"])
def test_a_change_writes_what_was_sent_alone(client_of, alice, url):
    """`alice` is as the request read her, before the rest happened."""
    now = User.objects.get(pk=alice.pk)
    now.set_password(NEW)
    now.is_active = False
    now.save()

    answer = client_of(alice).patch(url.format(pk=alice.pk), {"first_name": "Al"})

    assert answer.status_code == 200
    alice.refresh_from_db()
    assert (alice.first_name, alice.is_active) == ("Al", False)
    assert alice.check_password(NEW)


@pytest.mark.parametrize(
    "path", ["reset_password_confirm", "activation", "reset_username_confirm"]
)
def test_a_made_up_link_says_nothing_of_the_account(anon, alice, path):
    answers = [
        anon.post(
            f"/auth/users/{path}/",
            {"uid": uid, "token": "x-y", "new_password": NEW, "new_username": "x"},
        )
        for uid in (encode_uid(alice.pk), encode_uid(alice.pk + 999), "%%%")
    ]

    assert [answer.status_code for answer in answers] == [400] * 3
    assert answers[0].json() == answers[1].json() == answers[2].json()


def test_a_link_for_a_password_does_not_bring_a_closed_account_back(
    anon, alice, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        anon.post("/auth/users/reset_password/", {"email": alice.email})
    (mail,) = mailoutbox
    uid, token = re.search(r"confirm/([\w-]+)/([\w-]+)", mail.body).groups()
    User.objects.filter(pk=alice.pk).update(is_active=False)

    sent = {"uid": uid, "token": token}
    answer = anon.post("/auth/users/activation/", sent)

    assert answer.status_code == 400
    alice.refresh_from_db()
    assert not alice.is_active


def test_the_link_of_an_activation_mail_activates(anon, alice):
    User.objects.filter(pk=alice.pk).update(is_active=False)
    alice.refresh_from_db()
    words = ActivationEmail(context={"user": alice}).get_context_data()

    sent = {"uid": words["uid"], "token": words["token"]}

    assert anon.post("/auth/users/activation/", sent).status_code == 204
    alice.refresh_from_db()
    assert alice.is_active
