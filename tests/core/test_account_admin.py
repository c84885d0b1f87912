"""Accounts and groups in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from store.models import Customer
from tests.admin_pages import filled, page, queries_of
from tests.builders import PASSWORD, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/core/user/"
ADD = f"{LIST}add/"


def newcomer(**fields):
    return {
        "username": "newcomer",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "email": "newcomer@example.com",
        "first_name": "New",
        "last_name": "Comer",
        **fields,
    }


def test_an_account_is_added_with_email_and_names_and_becomes_a_customer(admin_client):
    fields = list(admin_client.get(ADD).context["adminform"].form.fields)
    response = admin_client.post(ADD, newcomer())

    assert {"username", "email", "first_name", "last_name"} <= set(fields)
    assert response.status_code == 302
    user = get_user_model().objects.get(username="newcomer")
    assert user.email == "newcomer@example.com"
    assert user.get_full_name() == "New Comer"
    assert user.check_password(PASSWORD)
    assert Customer.objects.filter(user=user).count() == 1


@pytest.mark.parametrize("email", ["taken@example.com", "TAKEN@Example.com", "", "x"])
def test_an_address_that_is_taken_or_none_is_refused(admin_client, email):
    make_user(email="taken@example.com")

    response = admin_client.post(ADD, newcomer(email=email))

    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["email"]


def test_an_account_cannot_take_the_address_of_another(admin_client):
    make_user(email="taken@example.com")
    user = make_user()
    address = page("core_user", "change", user.pk)
    data = filled(admin_client.get(address)) | split(user)

    refused = admin_client.post(address, data | {"email": "Taken@example.com"})
    kept = admin_client.post(address, data | {"first_name": "Nour"})

    assert list(refused.context["adminform"].form.errors) == ["email"]
    assert kept.status_code == 302
    user.refresh_from_db()
    assert user.first_name == "Nour"


def split(user):
    """Date and time have a box each."""
    return {
        "date_joined_0": user.date_joined.strftime("%Y-%m-%d"),
        "date_joined_1": user.date_joined.strftime("%H:%M:%S"),
    }


def test_a_weak_password_is_refused(admin_client):
    response = admin_client.post(ADD, newcomer(password1="1234", password2="1234"))

    assert list(response.context["adminform"].form.errors) == ["password2"]


def test_the_list_costs_the_same_for_two_accounts_and_for_twenty(admin_client):
    few = queries_of(admin_client, LIST)
    for _ in range(18):
        make_user()

    assert queries_of(admin_client, LIST) == few


def test_a_group_is_given_permissions(admin_client):
    right = Permission.objects.get(codename="view_history")

    admin_client.post(
        page("auth_group", "add"), {"name": "Support", "permissions": [right.pk]}
    )

    assert list(Group.objects.get().permissions.all()) == [right]
