"""`/auth/users/`: making an account."""

import pytest
from django.contrib.auth import get_user_model

from store.models import Customer
from tests.builders import PASSWORD

pytestmark = pytest.mark.django_db
URL = "/auth/users/"
User = get_user_model()


@pytest.fixture
def valid():
    return {
        "username": "nora",
        "password": PASSWORD,
        "email": "nora@example.com",
        "first_name": "Nora",
        "last_name": "N",
    }


@pytest.mark.parametrize("form", ["json", "multipart"])
def test_anyone_signs_up(anon, valid, form):
    response = anon.post(URL, valid, format=form)

    user = User.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "id": user.pk,
        "username": "nora",
        "email": "nora@example.com",
        "first_name": "Nora",
        "last_name": "N",
        "phone_number": "",
        "is_email_verified": False,
    }
    assert user.check_password(PASSWORD)
    assert Customer.objects.get().user == user


def test_names_are_optional(anon, valid):
    del valid["first_name"], valid["last_name"]

    assert anon.post(URL, valid).status_code == 201


def test_nobody_signs_up_as_staff(anon, valid):
    extra = {"is_staff": True, "is_superuser": True, "is_active": True, "id": 1}

    response = anon.post(URL, {**valid, **extra}, format="json")

    assert response.status_code == 201
    assert not User.objects.get().is_staff
    assert not User.objects.get().is_superuser


@pytest.mark.parametrize(
    "password", ["123", "password", "12345678", "nora@example.com", "", None, [], {}]
)
def test_a_weak_password_is_refused(anon, valid, password):
    response = anon.post(URL, {**valid, "password": password}, format="json")

    assert response.status_code == 400
    assert response.json()["password"]
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "alice"),
        ("email", "alice@example.com"),
        ("email", "ALICE@EXAMPLE.COM"),
        ("email", "Alice@Example.com"),
        ("username", ""),
        ("username", "with space"),
        ("username", "x" * 151),
        ("username", None),
        ("email", ""),
        ("email", "no mail"),
        ("email", None),
        ("email", "x" * 250 + "@example.com"),
    ],
)
def test_a_taken_or_wrong_value_is_refused_by_its_field(
    anon, alice, valid, field, value
):
    response = anon.post(URL, {**valid, field: value}, format="json")

    assert response.status_code == 400
    assert set(response.json()) == {field, "code"}
    assert all(isinstance(text, str) for text in response.json()[field])
    assert User.objects.count() == 1


@pytest.mark.parametrize("field", ["username", "password", "email"])
def test_a_missing_field_is_named(anon, valid, field):
    del valid[field]

    response = anon.post(URL, valid)

    assert response.status_code == 400
    assert response.json()[field] == ["This field is required."]
    assert not User.objects.exists()


def test_an_address_is_kept_in_lower_case(anon, valid):
    response = anon.post(URL, {**valid, "email": "Nora@Example.COM"})

    assert response.json()["email"] == "nora@example.com"


def test_the_list_of_accounts_is_not_public(anon, client_of, alice, bob):
    refused = anon.get(URL)
    own = client_of(alice).get(URL)

    assert refused.status_code == 401
    assert [user["id"] for user in own.json()] == [alice.pk]
    assert "bob" not in own.content.decode()
    assert client_of(alice).get(f"{URL}{bob.pk}/").status_code == 404
