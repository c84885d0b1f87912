"""`DELETE /auth/users/me/` and `/auth/users/{id}/`."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from core.privacy.erase import erase_person
from tests.builders import PASSWORD, make_order
from tests.core.files.stored import is_stored
from tests.core.privacy.person import make_person, words_of
from tests.core.privacy.tables import all_rows, found

pytestmark = pytest.mark.django_db
ME = "/auth/users/me/"
User = get_user_model()


@pytest.mark.django_db(transaction=True)
def test_the_uploaded_picture_goes_after_the_commit(
    client_of: Any, empty_storage: None
) -> None:
    person = make_person("zubaida.4711")
    assert is_stored(person.image)

    client_of(person.user).delete(ME, {"current_password": PASSWORD})

    assert not is_stored(person.image)


def test_the_id_route_is_the_same_for_staff(client_of: Any, staff: Any) -> None:
    person = make_person("zubaida.4711")
    url = f"/auth/users/{person.user.pk}/"

    refused = client_of(staff).delete(url, {"current_password": "wrong"})
    assert (refused.status_code, person.word in str(all_rows())) == (400, True)

    assert (
        client_of(staff).delete(url, {"current_password": PASSWORD}).status_code == 204
    )
    assert found(words_of(person)) == []
    again = client_of(staff).delete(url, {"current_password": PASSWORD})
    assert again.status_code == 404


def test_the_erased_are_signed_out(anon: Any) -> None:
    person = make_person("zubaida.4711")
    login = {"username": "zubaida.4711", "password": PASSWORD}
    tokens = anon.post("/auth/jwt/create/", login).json()
    anon.credentials(HTTP_AUTHORIZATION=f"JWT {tokens['access']}")

    first = anon.delete(ME, {"current_password": PASSWORD})
    second = anon.delete(ME, {"current_password": PASSWORD})

    assert (first.status_code, second.status_code) == (204, 401)
    assert User.objects.filter(pk=person.user.pk, is_active=False).exists()
    anon.credentials()
    assert anon.post("/auth/jwt/create/", login).status_code == 401
    refreshed = anon.post("/auth/jwt/refresh/", {"refresh": tokens["refresh"]})
    assert refreshed.status_code == 401
    fresh = {"username": "zubaida.4711", "email": "zubaida.4711@example.com"}
    signed_up = anon.post("/auth/users/", {**fresh, "password": PASSWORD})
    assert signed_up.status_code == 201


@pytest.mark.parametrize("verb", ["put", "patch"])
@pytest.mark.parametrize(
    ("url", "has_ordered"), [(ME, True), (ME, False), ("/store/customers/me/", True)]
)
def test_a_change_that_comes_too_late_brings_nobody_back(
    client_of: Any, alice: Any, verb: str, url: str, has_ordered: bool
) -> None:
    if has_ordered:
        make_order(alice.customer)
    client = client_of(alice)
    erase_person(user=alice)
    before = all_rows()

    answer = getattr(client, verb)(url, {"email": "a@b.example", "phone": "1"})

    assert answer.status_code == 404
    assert all_rows() == before


@pytest.mark.parametrize("has_ordered", [True, False])
def test_a_password_that_comes_too_late_opens_no_erased_account(
    client_of: Any, alice: Any, has_ordered: bool
) -> None:
    if has_ordered:
        make_order(alice.customer)
    client = client_of(alice)
    erase_person(user=User.objects.get(pk=alice.pk))
    before = all_rows()

    sent = {"current_password": PASSWORD, "new_password": "Date-Palm-43"}
    answer = client.post("/auth/users/set_password/", sent)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert all_rows() == before
