"""What a reader prefers: at `me/genres/`, on the profile, and at sign-up."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from core.privacy.erase import erase_person
from store.models import Customer, Genre, PreferredGenre
from tests.builders import PASSWORD, make_genre, make_order

pytestmark = pytest.mark.django_db
URL, ME = "/store/customers/me/genres/", "/store/customers/me/"


def shown(genre: Genre) -> dict[str, Any]:
    return {"id": genre.pk, "name": genre.name, "slug": genre.slug}


def test_nobody_prefers_anything_at_first(client_of: Any, alice: Any) -> None:
    make_genre()

    assert client_of(alice).get(URL).json() == []
    assert client_of(alice).get(ME).json()["preferred_genres"] == []


def test_preferred_genres_are_replaced(client_of: Any, alice: Any, bob: Any) -> None:
    drama, poetry, satire = (make_genre(name) for name in ("Drama", "Poetry", "Satire"))
    client_of(bob).put(URL, {"genres": [drama.pk]}, format="json")
    client = client_of(alice)

    first = client.put(URL, {"genres": [satire.pk, "DRAMA"]}, format="json")
    again = client.put(URL, [satire.pk, "satire", "drama"], format="json")
    second = client.put(URL, {"genres": ["satire", poetry.pk]}, format="json")

    assert first.status_code == 200
    assert first.json() == again.json() == [shown(drama), shown(satire)]
    assert second.json() == client.get(URL).json() == [shown(poetry), shown(satire)]
    assert client.get(ME).json()["preferred_genres"] == second.json()
    assert client_of(bob).get(URL).json() == [shown(drama)]
    assert client.put(URL, second.json(), format="json").json() == second.json()
    assert client.put(URL, {"genres": []}, format="json").json() == []


@pytest.mark.parametrize(
    "body",
    [
        {"genres": ["drama", "no-such"]},
        ["drama", 10**9],
        {"genres": ["drama", None]},
        {"genres": [1.5]},
        {"genres": "drama"},
        {"genres": None},
        {},
        {"genres": ["drama"] * 101},
        "drama",
        5,
    ],
)
def test_what_is_no_genre_changes_nothing(
    client_of: Any, alice: Any, body: Any
) -> None:
    satire, _ = make_genre("Satire"), make_genre("Drama")
    client = client_of(alice)
    client.put(URL, [satire.pk], format="json")

    answer = client.put(URL, body, format="json")

    assert answer.status_code == 400
    assert answer.json()["code"]
    assert client.get(URL).json() == [shown(satire)]


def test_an_unsaved_account_prefers_nothing(api_client: Any, authenticate: Any) -> None:
    authenticate()

    assert api_client.get(URL).json() == []
    assert api_client.put(URL, [], format="json").status_code == 404


def test_the_browsable_api_and_options_know_the_list(
    client_of: Any, alice: Any
) -> None:
    client = client_of(alice)

    assert client.options(URL).json()["actions"]["PUT"].keys() == {"genres"}
    assert client.get(URL, HTTP_ACCEPT="text/html").status_code == 200


def test_a_genre_that_goes_is_preferred_by_nobody(client_of: Any, alice: Any) -> None:
    genre = make_genre()
    client_of(alice).put(URL, [genre.pk], format="json")

    genre.delete()

    assert client_of(alice).get(URL).json() == []


def test_who_is_erased_prefers_nothing(client_of: Any, alice: Any) -> None:
    genre = make_genre()
    make_order(alice.customer)  # so that a row stays
    client_of(alice).put(URL, [genre.pk], format="json")

    erase_person(user=alice)

    assert not PreferredGenre.objects.exists()
    answer = client_of(alice).put(URL, [genre.pk], format="json")
    assert answer.status_code == 404
    assert not PreferredGenre.objects.exists()


@pytest.fixture
def newcomer() -> dict[str, Any]:
    return {"username": "nora", "password": PASSWORD, "email": "nora@example.com"}


def test_genres_are_preferred_from_the_first_day(anon: Any, newcomer: Any) -> None:
    drama, satire = make_genre("Drama"), make_genre("Satire")
    body = {**newcomer, "genres": [satire.pk, "drama"]}

    answer = anon.post("/auth/users/", body, format="json")

    assert answer.status_code == 201
    assert "genres" not in answer.json()
    own = PreferredGenre.objects.filter(customer__user__username="nora")
    assert {row.genre for row in own} == {drama, satire}


def test_a_form_names_genres_too(anon: Any, newcomer: Any) -> None:
    make_genre("Drama"), make_genre("Satire")
    body = {**newcomer, "genres": ["drama", "satire"]}

    assert anon.post("/auth/users/", body).status_code == 201
    assert PreferredGenre.objects.count() == 2


@pytest.mark.parametrize("genres", [["no-such"], [10**9], [None], "drama", {}, [[]]])
def test_an_unknown_genre_makes_no_account(
    anon: Any, newcomer: Any, genres: Any
) -> None:
    make_genre("Drama")

    answer = anon.post("/auth/users/", {**newcomer, "genres": genres}, format="json")

    assert answer.status_code == 400
    assert answer.json()["genres"]
    assert not get_user_model().objects.exists()
    assert not Customer.objects.exists()


def test_a_weak_password_is_refused_with_genres_as_without(
    anon: Any, newcomer: Any
) -> None:
    make_genre("Drama")
    body = {**newcomer, "password": "nora", "genres": ["drama"]}

    answer = anon.post("/auth/users/", body, format="json")

    assert (answer.status_code, set(answer.json())) == (400, {"password", "code"})
    assert not PreferredGenre.objects.exists()
