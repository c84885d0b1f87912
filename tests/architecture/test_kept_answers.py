"""Nobody between keeps an answer, on any route; who asked may, and asks about it again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from rest_framework.test import APIClient

from tests.architecture.test_access_matrix import account, rows
from tests.architecture.world import address

READS = [
    (route, target, statuses)
    for verb, route, target, statuses in rows()
    if verb == "get"
]
IDS = [f"{route} {target}".strip() for route, target, _ in READS]
PERSONAS = ["anon", "alice", "vera", "otto", "staff"]


def client_for(user: Any) -> APIClient:
    client = APIClient()
    if user is not None:
        client.force_authenticate(user=user)
    return client


def read(client: APIClient, url: str, **headers: str) -> Any:
    with transaction.atomic():
        response = client.get(url, headers=headers)
        response.getvalue()
        transaction.set_rollback(True)
    return response


@pytest.mark.django_db
@pytest.mark.parametrize(("route", "target", "statuses"), READS, ids=IDS)
def test_every_answer_is_for_who_asked_alone(
    route: str, target: str, statuses: list[int], world: SimpleNamespace
) -> None:
    """Whatever its status: a 404 may be kept as well, unless it is said."""
    url = address(route, world, target)
    for name in PERSONAS:
        response = read(client_for(account(world, name)), url)

        control = {word.strip() for word in response["Cache-Control"].split(",")}
        if is_for_everybody(route, response):
            assert control - {"public"} == {"max-age=60"}
            continue
        assert "public" not in control, name
        assert "no-store" in control or {"private", "no-cache"} <= control, name
        if response.get("ETag"):
            varies = {word.strip() for word in response.get("Vary", "").split(",")}
            assert is_file(response) or {"Authorization", "Cookie"} <= varies


@pytest.mark.django_db
@pytest.mark.parametrize(("route", "target", "statuses"), READS, ids=IDS)
def test_json_has_an_etag_and_what_is_known_is_not_sent_again(
    route: str, target: str, statuses: list[int], world: SimpleNamespace
) -> None:
    url, client = address(route, world, target), client_for(account(world, "staff"))
    cache.clear()
    first = read(client, url)
    if not has_etag(first):
        assert is_file(first) or "ETag" not in first
        return

    again = read(client, url, if_none_match=first["ETag"])
    weaker = read(client, url, if_none_match=f'"x", W/{first["ETag"]}')

    for same in (again, weaker):
        assert (same.status_code, same.content) == (304, b"")
        assert same["ETag"] == first["ETag"]
        for name in ("Cache-Control", "Vary"):
            assert same[name] == first[name]
    assert read(client, url, if_none_match='"other"').status_code == 200


def is_for_everybody(route: str, response: Any) -> bool:
    """The same whoever asks, and kept for a minute."""
    feeds = route.startswith("opds/") and not route.startswith("opds/library/")
    return route == "api/schema/" or (feeds and response.status_code == 200)


def is_file(response: Any) -> bool:
    return "Content-Disposition" in response


def has_etag(response: Any) -> bool:
    """What is JSON, and may be kept."""
    return (
        response.status_code == 200
        and "json" in response["Content-Type"]
        and "no-store" not in response["Cache-Control"]
    )
