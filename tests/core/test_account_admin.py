"""Accounts and groups in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from core.models import Code, Mail, Session
from core.sessions.services import start_session
from store.models import Customer
from tests.admin_pages import filled, page, queries_of
from tests.builders import PASSWORD, make_order, make_product, make_user, make_vendor

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


def test_accounts_are_found_by_address_and_by_phone_number_as_people_write_it(
    admin_client,
):
    make_user("zoe", phone_number="+213555010203")
    make_user("yan", phone_number="+213661010203")

    def found(words):
        rows = admin_client.get(LIST, {"q": words}).context["cl"].result_list
        return {user.username for user in rows}

    assert found("zoe@example") == {"zoe"}
    for typed in ("+213555010203", "0555 01 02 03", "555-01-02-03", "+213 555 010203"):
        assert found(typed) == {"zoe"}


def test_accounts_are_filtered_by_whether_their_address_is_verified(admin_client):
    make_user("zoe", is_email_verified=True)

    rows = admin_client.get(LIST, {"is_email_verified__exact": "1"}).context["cl"]

    assert [user.username for user in rows.result_list] == ["zoe"]


def test_staff_mail_new_codes_to_those_who_are_not_verified(
    admin_client, mailoutbox, django_capture_on_commit_callbacks
):
    users = [make_user("zoe"), make_user("yan", is_email_verified=True)]
    data = {
        "action": "mail_verification_codes",
        "_selected_action": [u.pk for u in users],
    }

    with django_capture_on_commit_callbacks(execute=True):
        response = admin_client.post(LIST, data, follow=True)

    assert "1 codes are on their way." in response.content.decode()
    assert [mail.to for mail in mailoutbox] == [["zoe@example.com"]]


def test_staff_sign_an_account_out_everywhere(admin_client):
    zoe, yan = make_user("zoe"), make_user("yan")
    for user in (zoe, zoe, yan):
        start_session(user=user, device="A phone")
    shown = admin_client.get(page("core_user", "change", zoe.pk)).content.decode()

    admin_client.post(
        LIST, {"action": "sign_out_everywhere", "_selected_action": zoe.pk}
    )

    assert "A phone" in shown
    assert [session.user for session in Session.objects.alive()] == [yan]


def test_a_password_set_by_staff_ends_the_sessions_of_the_account(admin_client):
    zoe = make_user("zoe")
    start_session(user=zoe)

    response = admin_client.post(
        f"{LIST}{zoe.pk}/password/",
        {
            "usable_password": "true",
            "password1": "Date-Palm-43",
            "password2": "Date-Palm-43",
        },
    )

    assert response.status_code == 302
    zoe.refresh_from_db()
    assert zoe.check_password("Date-Palm-43")
    assert not Session.objects.alive().exists()


def test_a_mail_with_a_code_does_not_show_it_to_staff(admin_client):
    zoe = make_user("zoe")
    mail = Mail.objects.create(
        kind="password_code", key="x", context={"email": zoe.email}
    )

    shown = admin_client.get(page("core_mail", "change", mail.pk)).content.decode()

    assert "Not shown: it may hold what signs somebody in." in shown
    assert not Code.objects.exists()


def test_used_tokens_have_no_page(admin_client):
    assert admin_client.get("/admin/token_blacklist/").status_code == 404


def test_deleting_an_account_erases_the_person_and_keeps_the_orders(admin_client):
    zoe = make_user("zoe", first_name="Zoe")
    order = make_order(zoe.customer)
    url = page("core_user", "delete", zoe.pk)

    assert "what was sold stays" in admin_client.get(url).content.decode()
    response = admin_client.post(url, {"post": "yes"})

    assert response.status_code == 302
    zoe.refresh_from_db()
    assert (zoe.username, zoe.first_name, zoe.is_active) == (
        f"erased-{zoe.pk}",
        "",
        False,
    )
    order.refresh_from_db()
    assert order.customer == zoe.customer


def test_the_only_owner_of_a_shop_with_open_orders_is_not_deleted(admin_client):
    vera = make_user("vera")
    shop = make_vendor(vera)
    make_order(make_user().customer, (make_product(vendor=shop), 1))

    for url, data in (
        (page("core_user", "delete", vera.pk), {"post": "yes"}),
        (
            LIST,
            {"action": "delete_selected", "_selected_action": vera.pk, "post": "yes"},
        ),
    ):
        response = admin_client.post(url, data, follow=True)
        assert response.status_code == 200
        assert "open orders" in response.content.decode()
    vera.refresh_from_db()
    assert (vera.username, vera.is_active) == ("vera", True)


def test_groups_are_for_superusers(client):
    clerk = make_user(is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(content_type__model="group"))
    group = Group.objects.create(name="Clerks")
    client.force_login(clerk)

    assert client.get(page("auth_group", "change", group.pk)).status_code == 200
    assert client.post(page("auth_group", "change", group.pk), {}).status_code == 403
    assert client.get(page("auth_group", "add")).status_code == 403
