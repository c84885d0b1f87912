"""`GET /auth/users/me/export/`: everything held about oneself, and nothing of others."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import Mail
from core.privacy.registry import entries
from likes.models import LikedItem
from store.models import Customer, VendorMember
from tests.builders import make_order, make_product, make_user
from tests.core.privacy.bought import mail_keys
from tests.core.privacy.person import make_person, words_of

pytestmark = pytest.mark.django_db
URL = "/auth/users/me/export/"
User = get_user_model()


def opened(response: Any) -> ZipFile:
    assert response.status_code == 200
    return ZipFile(BytesIO(response.getvalue()))


def exported(response: Any) -> dict[str, Any]:
    return json.loads(opened(response).read("data.json"))


def iso(moment: Any) -> str:
    """As Django's encoder writes it: milliseconds, and Z for UTC."""
    text = moment.isoformat()
    return (text[:23] + text[26:] if moment.microsecond else text).replace(
        "+00:00", "Z"
    )


def test_the_answer_is_a_download_that_nobody_keeps(client_of: Any, alice: Any) -> None:
    response = client_of(alice).get(URL)

    today = timezone.now().strftime("%Y-%m-%d")
    assert response["Content-Type"] == "application/zip"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Disposition"] == (
        f'attachment; filename="storefront-alice-{today}.zip"'
    )
    assert opened(response).namelist() == ["data.json"]


@pytest.mark.parametrize("accept", ["application/zip", "text/html", "*/*", "image/png"])
def test_it_is_a_zip_for_whatever_a_client_accepts(
    client_of: Any, anon: Any, alice: Any, accept: str
) -> None:
    assert opened(client_of(alice).get(URL, HTTP_ACCEPT=accept)).testzip() is None
    refused = anon.get(URL, HTTP_ACCEPT=accept)
    assert refused.status_code == 401
    assert b"Authentication credentials were not provided." in refused.content


def test_a_user_that_was_never_saved_has_nothing(
    api_client: Any, authenticate: Any
) -> None:
    authenticate()

    assert api_client.get(URL).status_code == 404


def test_every_section_says_exactly_what_is_held(client_of: Any) -> None:
    make_person("yamina.4712")
    person = make_person("zubaida.4711")
    user, customer = person.user, person.customer

    archive = opened(client_of(user).get(URL))
    data = json.loads(archive.read("data.json"))

    assert list(data) == [
        "exported_at",
        *(entry.name for entry in entries()),
        "files",
    ]
    assert data["account"] == [
        {
            "id": user.pk,
            "last_login": "2026-11-21T09:30:00Z",
            "is_superuser": False,
            "username": "zubaida.4711",
            "first_name": "zubaidafirst",
            "last_name": "zubaidaläst",
            "is_staff": False,
            "is_active": True,
            "date_joined": "2026-11-21T09:30:00Z",
            "email": "zubaida.4711@example.com",
            "is_email_verified": False,
            "phone_number": str(user.phone_number),
            "profile_image": f"files/{person.image}",
        }
    ]
    assert data["customer"] == [
        {
            "id": customer.pk,
            "phone": "zubaida-phone",
            "additional_phone": "zubaida-second-phone",
            "birth_date": "1990-04-12",
            "membership": "B",
            "user_id": user.pk,
            "default_billing_address_id": person.address.pk,
            "default_shipping_address_id": person.address.pk,
            "tracks_history": True,
            "views_kept_since": None,
            "searches_kept_since": None,
        }
    ]
    assert data["addresses"] == [
        {
            "id": person.address.pk,
            "customer_id": customer.pk,
            "street": "1 zubaida Street",
            "city": "Algiers",
            "zip": "",
            "label": "Home",
            "name": "zubaidafirst zubaidaläst",
            "phone": str(person.address.phone),
            "additional_phone": "",
            "region": "",
            "country": "",
        }
    ]
    [link] = Customer.companies.through.objects.filter(customer=customer)
    assert data["companies"] == [
        {"id": link.pk, "customer_id": customer.pk, "company": f"Company {user.pk}"}
    ]
    assert archive.read(f"files/{person.image}") == (
        default_storage.open(person.image).read()
    )
    assert data["files"] == [f"files/{person.image}"]
    assert archive.namelist() == [f"files/{person.image}", "data.json"]


def test_what_hangs_on_the_account_is_there_too(client_of: Any) -> None:
    make_person("yamina.4712")
    person = make_person("zubaida.4711")
    user, key = person.user, person.user.pk

    data = exported(client_of(user).get(URL))

    def ids(name: str) -> list[int]:
        return [row["id"] for row in data[name]]

    session = next(
        s for s in Session.objects.all() if s.get_decoded()["_auth_user_id"] == str(key)
    )
    assert data["browser_sessions"] == [{"expire_date": iso(session.expire_date)}]
    assert [row["device"] for row in data["sessions"]] == ["zubaida's phone"]
    assert not {"jti", "previous_jti"} & data["sessions"][0].keys()
    assert [row["purpose"] for row in data["codes"]] == ["reset_password"]
    assert "digest" not in data["codes"][0]
    [password] = data["app_passwords"]
    assert password["name"] == "zubaida's reader"
    assert "digest" not in password
    assert len(data["refreshes"]) == len(data["used_tokens"]) == 1
    assert not {"jti", "token"} & data["refreshes"][0].keys()
    assert [row["group"] for row in data["groups"]] == ["Packers"]
    assert len(data["permissions"]) == 1
    assert data["permissions"][0]["permission"].endswith("Can view history")
    views, searches = data["views"], data["searches"]
    assert [row["product"] for row in views] == ["Product for 4711"]
    assert [row["words"] for row in searches] == ["zubaida's book"]
    assert "digest" not in searches[0]
    assert sorted(ids("reviews")) == [person.review.pk, person.unrated.pk]
    assert {(row["description"], row["rating"]) for row in data["reviews"]} == {
        (f"Write to {user.email}.", "4.5"),
        ("zubaida", None),
    }
    like = LikedItem.objects.get(user=user)
    assert data["likes"] == [
        {
            "id": like.pk,
            "user_id": key,
            "content_type": "Store | product",
            "object_id": person.product.pk,
        }
    ]
    assert {(row["vendor"], row["role"]) for row in data["memberships"]} == {
        (f"Shop {key}", "owner"),
        (f"Workplace {key}", "staff"),
    }
    assert len(data["memberships"]) == VendorMember.objects.filter(user=user).count()
    assert [(row["shop_name"], row["contact"]) for row in data["shops"]] == [
        (f"Shop {key}", user.get_full_name())
    ]
    own = {person.reset, person.note, person.shared}
    own |= set(Mail.objects.filter(key__in=mail_keys(person.order)))
    assert sorted(ids("mails")) == sorted(mail.pk for mail in own)
    assert set(data["mails"][0]) == {
        *("id", "kind", "status", "subject", "attempts", "created_at", "sent_at")
    }
    assert ids("admin_log") == [person.did.pk]
    assert "object_repr" not in data["admin_log"][0]


def test_there_is_no_password_and_nothing_of_anybody_else(client_of: Any) -> None:
    stranger = make_person("yamina.4712")
    person = make_person("zubaida.4711")

    text = opened(client_of(person.user).get(URL)).read("data.json").decode()

    user = User.objects.get(pk=person.user.pk)
    assert user.password not in text
    assert set(re.findall(r"\w*password\w*", text)) == {
        "reset_password",
        "app_passwords",
    }
    assert f"boss{user.pk}@example.com" not in text
    assert "Dear zubaida" not in text
    assert not [word for word in words_of(stranger) if word in text]
    for session in Session.objects.all():
        assert session.session_key not in text


def test_a_picture_that_is_lost_stops_nothing(client_of: Any) -> None:
    person = make_person("zubaida.4711")
    default_storage.delete(person.image)

    archive = opened(client_of(person.user).get(URL))

    assert archive.namelist() == ["data.json"]
    assert json.loads(archive.read("data.json"))["files"] == []


def test_the_text_is_indented_and_readable(client_of: Any) -> None:
    person = make_person("zubaida.4711")

    text = opened(client_of(person.user).get(URL)).read("data.json").decode("utf-8")
    assert '\n      "last_name": "zubaidaläst",\n' in text


def test_the_export_costs_the_same_for_two_rows_and_for_twenty(client_of: Any) -> None:
    counts = []
    for rows in (2, 20):
        user = make_user()
        for _ in range(rows):
            make_order(user.customer, (make_product(), 1))
            LikedItem.objects.create(user=user, content_object=make_product())
        client = client_of(user)
        with CaptureQueriesContext(connection) as captured:
            client.get(URL)
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_an_export_is_only_read(client_of: Any, alice: Any, verb: str) -> None:
    assert getattr(client_of(alice), verb)(URL).status_code == 405
