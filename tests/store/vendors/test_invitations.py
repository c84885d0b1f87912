"""Invitations by e-mail: the token goes to the address, and works for it alone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import Mail
from core.privacy.erase import erase_person
from core.privacy.registry import entries
from store.models import VendorInvitation, VendorMember
from store.tasks import delete_expired_invitations
from store.vendors.services import (
    MOST_INVITATIONS,
    issue_token,
    revoke_invitation,
)
from tests.architecture.world import everything
from tests.builders import make_invitation

pytestmark = pytest.mark.django_db
ACCEPT = "/store/vendors/invitations/accept/"


@pytest.fixture
def invite(client_of, vera, veras_shop, django_capture_on_commit_callbacks):
    def post(email, role="staff", user=vera):
        with django_capture_on_commit_callbacks(execute=True):
            return client_of(user).post(
                f"/store/vendors/{veras_shop.pk}/members/",
                {"email": email, "role": role},
            )

    return post


def token_in(mail):
    return re.search(r"^ {4}(\w{40})$", mail.body, re.MULTILINE)[1]


def test_the_answer_is_the_same_with_an_account_and_without(invite, alice, mailoutbox):
    answers = [invite(email) for email in ("alice@example.com", "no@example.com")]

    assert [answer.status_code for answer in answers] == [202, 202]
    known, unknown = (answer.json() for answer in answers)
    assert known.keys() == unknown.keys()
    assert (known["email"], known["role"]) == ("alice@example.com", "staff")
    assert [mail.to for mail in mailoutbox] == [
        ["alice@example.com"],
        ["no@example.com"],
    ]
    assert not VendorMember.objects.filter(user=alice).exists()


def test_who_is_invited_accepts_with_the_mailed_token_once(
    invite, client_of, alice, mailoutbox, veras_shop
):
    invite("Alice@Example.com", "manager")
    (mail,) = mailoutbox
    token = token_in(mail)
    assert token in mail.alternatives[0][0]
    assert mail.subject == "Vera's invites you to its team at Storefront"

    accepted = client_of(alice).post(ACCEPT, {"token": token})
    again = client_of(alice).post(ACCEPT, {"token": token})

    assert accepted.status_code == 201
    body = accepted.json()
    assert (body["role"], body["vendor"]["id"]) == ("manager", veras_shop.pk)
    assert VendorMember.objects.get(user=alice).role == "manager"
    assert (again.status_code, again.json()["code"]) == (400, "invalid_invitation")
    assert not VendorInvitation.objects.exists()


def test_the_token_is_kept_nowhere(invite, mailoutbox):
    invite("alice@example.com")

    token = token_in(mailoutbox[0])
    assert token not in str(everything())
    assert len(VendorInvitation.objects.get().digest) == 64


def test_every_token_that_does_not_work_is_answered_alike(
    client_of, alice, bob, veras_shop
):
    def offer(email, **fields):
        return issue_token(invitation=make_invitation(veras_shop, email, **fields))

    soon = timezone.now() + timedelta(minutes=1)
    tokens = [
        offer("bob@example.com", expires_at=soon),
        offer("alice@example.com", expires_at=timezone.now()),
        "no-such-token",
        "x" * 100,
    ]
    make_invitation(veras_shop, "alice2@example.com")  # its mail is not written yet
    before = everything()

    answers = [client_of(alice).post(ACCEPT, {"token": token}) for token in tokens]

    assert [answer.status_code for answer in answers] == [400] * 4
    assert len({answer.content for answer in answers}) == 1
    assert set(answers[0].json()) == {"token", "code"}
    assert everything() == before


@pytest.mark.parametrize("token", ["", " ", "x" * 101, None, [], {}])
def test_no_token_at_all_is_a_400(client_of, alice, veras_shop, token):
    make_invitation(veras_shop, "alice@example.com")

    response = client_of(alice).post(ACCEPT, {"token": token}, format="json")

    assert response.status_code == 400
    assert response.json()["token"]
    assert VendorInvitation.objects.count() == 1


def let_pass(**span):
    """All invitations were made that much earlier."""
    for offer in VendorInvitation.objects.all():
        offer.created_at -= timedelta(**span)
        offer.save()


def test_inviting_again_replaces_the_invitation(invite, client_of, alice, mailoutbox):
    invite("alice@example.com", "owner")
    let_pass(minutes=10)
    invite("alice@example.com", "staff")
    first, second = map(token_in, mailoutbox)

    assert VendorInvitation.objects.count() == 1
    assert client_of(alice).post(ACCEPT, {"token": first}).status_code == 400
    assert client_of(alice).post(ACCEPT, {"token": second}).json()["role"] == "staff"


def test_a_revoked_invitation_is_no_longer_good(
    invite, client_of, alice, vera, veras_shop, mailoutbox
):
    pk = invite("alice@example.com").json()["id"]
    url = f"/store/vendors/{veras_shop.pk}/invitations/"

    assert [row["id"] for row in client_of(vera).get(url).json()] == [pk]
    assert client_of(vera).delete(f"{url}{pk}/").status_code == 204
    refused = client_of(alice).post(ACCEPT, {"token": token_in(mailoutbox[0])})
    assert refused.status_code == 400
    assert client_of(vera).get(url).json() == []


def test_the_mail_of_a_revoked_invitation_does_not_leave(
    client_of, vera, veras_shop, mailoutbox, django_capture_on_commit_callbacks
):
    url = f"/store/vendors/{veras_shop.pk}/"
    body = {"email": "alice@example.com", "role": "staff"}
    with django_capture_on_commit_callbacks(execute=True):
        pk = client_of(vera).post(f"{url}members/", body).json()["id"]
        client_of(vera).delete(f"{url}invitations/{pk}/")

    assert mailoutbox == []
    assert Mail.objects.get().status == "skipped"


def test_another_shop_can_neither_see_nor_revoke_it(
    client_of, otto, ottos_shop, veras_shop
):
    offer = make_invitation(veras_shop, "alice@example.com")
    url = f"/store/vendors/{ottos_shop.pk}/invitations/"

    assert client_of(otto).get(url).json() == []
    assert client_of(otto).delete(f"{url}{offer.pk}/").status_code == 404
    assert VendorInvitation.objects.count() == 1


@pytest.mark.parametrize("email", ["sam@example.com", "SAM@example.com"])
def test_a_member_is_not_invited(invite, sam, email):
    before = everything()

    response = invite(email)

    assert (response.status_code, response.json()["code"]) == (409, "already_member")
    assert everything() == before


@pytest.mark.parametrize("status", ["pending", "suspended", "rejected"])
def test_a_shop_that_is_not_approved_writes_to_nobody(invite, veras_shop, status):
    veras_shop.status = status
    veras_shop.save()

    response = invite("alice@example.com")

    assert (response.status_code, response.json()["code"]) == (
        409,
        "vendor_not_approved",
    )
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", ""), ("email", "no"), ("email", "x" * 250 + "@a.example"), ("role", "")],
)
def test_a_bad_invitation_is_a_400_on_its_field(
    client_of, vera, veras_shop, field, value
):
    body = {"email": "alice@example.com", "role": "staff", field: value}

    response = client_of(vera).post(f"/store/vendors/{veras_shop.pk}/members/", body)

    assert response.status_code == 400
    assert response.json()[field]
    assert not VendorInvitation.objects.exists()


def test_there_is_an_end_to_open_invitations(invite, veras_shop):
    for number in range(MOST_INVITATIONS):
        make_invitation(veras_shop, f"n{number}@example.com")

    let_pass(minutes=10)
    refused, replaced = invite("one-more@example.com"), invite("n0@example.com")

    assert refused.json()["code"] == "too_many_invitations"
    assert replaced.status_code == 202


def test_an_address_is_mailed_by_a_shop_every_ten_minutes_at_most(
    invite, client_of, vera, veras_shop, mailoutbox
):
    pk = invite("alice@example.com").json()["id"]
    rows = everything()

    for email in ("alice@example.com", "ALICE@example.com"):
        refused = invite(email, "owner")
        assert (refused.status_code, refused.json()["code"]) == (
            409,
            "invited_just_now",
        )
        assert 590 <= refused.json()["retry_after"] <= 600
    assert everything() == rows
    assert invite("bob@example.com").status_code == 202

    url = f"/store/vendors/{veras_shop.pk}/invitations/{pk}/"
    assert client_of(vera).delete(url).status_code == 204
    assert invite("alice@example.com").json()["code"] == "invited_just_now"
    let_pass(minutes=10)
    assert invite("alice@example.com").status_code == 202
    assert len(mailoutbox) == 3


def test_who_revokes_to_invite_others_has_an_end_too(
    invite, client_of, vera, veras_shop
):
    for number in range(MOST_INVITATIONS):
        offer = make_invitation(veras_shop, f"n{number}@example.com")
        revoke_invitation(invitation=offer)
    url = f"/store/vendors/{veras_shop.pk}/invitations/"

    assert client_of(vera).get(url).json() == []
    assert client_of(vera).delete(f"{url}{offer.pk}/").status_code == 404
    assert invite("one-more@example.com").json()["code"] == "too_many_invitations"
    let_pass(days=1)
    assert invite("one-more@example.com").status_code == 202


def test_a_member_who_accepts_another_offer_keeps_the_role(client_of, vera, veras_shop):
    """Else the last owner could be made a packer."""
    token = issue_token(invitation=make_invitation(veras_shop, "vera@example.com"))

    response = client_of(vera).post(ACCEPT, {"token": token})

    assert (response.status_code, response.json()["role"]) == (201, "owner")


def test_a_user_that_was_never_saved_accepts_nothing(api_client, authenticate):
    authenticate()

    assert api_client.post(ACCEPT, {"token": "x"}).status_code == 404


def test_expired_invitations_go(veras_shop):
    make_invitation(veras_shop, "old@example.com", expires_at=timezone.now())
    let_pass(days=1)
    make_invitation(veras_shop, "new@example.com")

    assert delete_expired_invitations() == 1
    assert VendorInvitation.objects.get().email == "new@example.com"


def test_invitations_to_an_erased_person_go_with_their_mails(invite, alice, veras_shop):
    (section,) = [entry for entry in entries() if entry.name == "invitations"]
    invite("alice@example.com")
    invite("other@example.com")
    assert [row.email for row in section.rows(alice)] == ["alice@example.com"]

    erase_person(user=alice)

    assert VendorInvitation.objects.get().email == "other@example.com"
    assert "alice@example.com" not in str(everything())
