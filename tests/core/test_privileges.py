"""Staff are not the masters of other staff: nobody rises by another's account."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from core.models import Session, User
from core.sessions.services import start_session
from tests.admin_pages import filled
from tests.builders import PASSWORD, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/core/user/"


@pytest.fixture
def boss(db: None) -> Any:
    return make_user("boss", is_staff=True, is_superuser=True)


@pytest.fixture
def clerk_pages(staff: Any, client: Client) -> Client:
    """Staff who may view, change and delete accounts in the admin."""
    rights = Permission.objects.filter(content_type__model="user")
    staff.user_permissions.set(rights.exclude(codename="add_user"))
    client.force_login(staff)
    return client


@pytest.mark.parametrize("rank", [{"is_superuser": True}, {"is_staff": True}])
@pytest.mark.parametrize("verb", ["put", "patch", "delete"])
def test_staff_neither_change_nor_erase_other_staff(client_of, staff, rank, verb):
    other = make_user("other", **rank)
    sent = {"email": "mine@example.com", "current_password": PASSWORD}

    answer = getattr(client_of(staff), verb)(f"/auth/users/{other.pk}/", sent)

    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    other.refresh_from_db()
    assert (other.email, other.is_active) == ("other@example.com", True)


def test_staff_change_customers_and_themselves_and_a_superuser_everybody(
    client_of, staff, boss, alice
):
    def change(by: Any, account: Any) -> int:
        url = f"/auth/users/{account.pk}/"
        return client_of(by).patch(url, {"first_name": "New"}).status_code

    assert change(staff, alice) == change(staff, staff) == 200
    assert change(boss, staff) == change(boss, alice) == 200


def test_staff_in_the_admin_do_not_change_their_own_rights(clerk_pages, staff, alice):
    group = Group.objects.create(name="Everything")
    for account in (staff, alice):
        url = f"{LIST}{account.pk}/change/"
        form = clerk_pages.get(url).context["adminform"].form
        assert not {"is_staff", "is_superuser", "groups", "user_permissions"} & set(
            form.fields
        )
        sent = filled(clerk_pages.get(url)) | {
            "first_name": "New",
            "is_staff": "on",
            "is_superuser": "on",
            "groups": [group.pk],
            "date_joined_0": "2026-01-02",
            "date_joined_1": "03:04:05",
        }
        assert clerk_pages.post(url, sent).status_code == 302
        account.refresh_from_db()
        assert account.first_name == "New"
        assert not account.is_superuser
        assert not account.groups.exists()
    assert not alice.is_staff


def test_staff_in_the_admin_read_a_superuser_and_change_nothing(clerk_pages, boss):
    start_session(user=boss)
    words = {"usable_password": "true", "password1": "Date-Palm-43"}
    words |= {"password2": words["password1"]}

    assert clerk_pages.get(f"{LIST}{boss.pk}/change/").status_code == 200
    assert [
        clerk_pages.post(f"{LIST}{boss.pk}/{name}/", sent).status_code
        for name, sent in (
            ("change", {"email": "mine@example.com"}),
            ("password", words),
            ("delete", {"post": "yes"}),
        )
    ] == [403, 403, 403]
    for action in ("delete_selected", "sign_out_everywhere"):
        sent = {"action": action, "_selected_action": [boss.pk], "post": "yes"}
        assert clerk_pages.post(LIST, sent).status_code in {200, 302, 403}
    boss.refresh_from_db()
    assert boss.email == "boss@example.com"
    assert boss.check_password(PASSWORD)
    assert User.objects.filter(pk=boss.pk).exists()
    assert Session.objects.alive().count() == 1
