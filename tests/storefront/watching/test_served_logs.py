"""Real requests to a real gunicorn, and what its console and its file then hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from storefront.watching.request_ids import HEADER
from tests.storefront.watching.serving import Store, served
from tests.storefront.watching.urls import TOKEN

ACCESS = re.compile(r"- storefront\.access - (.*)")
SECRETS = ["s3cret", TOKEN[:30], TOKEN[-20:], "pass-in-url"]
BODIES = [
    ("/auth/jwt/create/", {"username": "alice", "password": "s3cret-wrong"}),
    ("/auth/users/", {"username": "carla", "password": "s3cret-Good-42"}),
    ("/auth/users/", {"username": "carla", "password": "s3cret-Good-42"}),
    ("/auth/jwt/create/", '{"username": "alice", "password": "s3cret-cut'),
    ("/auth/jwt/create/", '{"password": s3cret}'),
    ("/auth/jwt/refresh/", {"refresh": TOKEN}),
    ("/auth/jwt/verify/", {"token": TOKEN}),
    ("/auth/users/reset_password_confirm/", {"uid": "x", "token": "s3cret-t"}),
    ("/store/boom/1/", {"password": "s3cret-boom"}),
]


def visit(store: Store) -> None:
    """What customers, and those who are none, send."""
    for path, body in BODIES:
        store.ask(path, body)
    for content in ("application/x-www-form-urlencoded", "text/plain"):
        store.ask("/auth/jwt/create/", "password=s3cret", Content_Type=content)
    store.ask("/store/products/?token=s3cret&code=s3cret")
    store.ask("/store/busy/?password=s3cret")
    store.ask(f"/store/no/such/page/{TOKEN}")
    store.ask("/store/orders/", Authorization=f"JWT {TOKEN}")
    store.ask("/admin/", Cookie="sessionid=s3cret; csrftoken=s3cret")
    store.ask("/admin/login/", "username=a&password=s3cret", Cookie="csrftoken=s3cret")
    store.ask("/store/boom/2/?password=s3cret", Cookie="sessionid=s3cret")


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_no_secret_of_a_request_reaches_console_or_file(
    tmp_path: Path, database: str, form: str, level: str
) -> None:
    with served(
        tmp_path, DATABASE_URL=database, LOG_FORMAT=form, DJANGO_LOG_LEVEL=level
    ) as store:
        visit(store)
        console, file = store.console(), store.file()

    for output in (console, file):
        assert [secret for secret in SECRETS if secret in output] == []
        assert "Internal Server Error: /store/boom/1/" in output
        assert "token [redacted] password=[redacted]" in output
    entries = file.splitlines()
    if form == "json":
        assert {"time", "level", "logger", "message", "request_id"} <= set.intersection(
            *(set(json.loads(entry)) for entry in entries)
        )
    else:
        assert [line for line in entries if not re.match(r"20\d\d-|  ", line)] == []


def test_a_request_has_one_access_line_and_a_500_one_traceback(
    tmp_path: Path, database: str
) -> None:
    with served(tmp_path, DATABASE_URL=database) as store:
        for path in ("/store/boom/1/", "/store/busy/", "/store/products/?search=a"):
            store.ask(path, X_Request_ID="my-own-id")
        store.ask("/store/nothing-here/")
        for path in ("/health/live", "/health/ready/"):
            assert store.ask(path).status == 200
        output = store.file()

    lines = [found[1] for found in map(ACCESS.search, output.splitlines()) if found]
    assert [re.sub(r"[\d.]+ms|\w{32}", "…", line) for line in lines] == [
        "GET /store/boom/1/ 500 … user=None [my-own-id]",
        "GET /store/busy/ 503 … user=None [my-own-id]",
        "GET /store/products/ 200 … user=None [my-own-id]",
        "GET /store/nothing-here/ 404 … user=None […]",
    ]
    assert output.count("RuntimeError: token") == 1
    assert output.count("\n  django.db.utils.OperationalError:") == 1
    assert output.count("(ERROR)") == 2


def test_the_access_line_names_who_signed_in(tmp_path: Path, database: str) -> None:
    person = {"username": "carla", "password": "Mango-Tree-42"}
    with served(tmp_path, DATABASE_URL=database, LOG_FORMAT="json") as store:
        made = store.ask("/auth/users/", {**person, "email": "c@example.com"})
        token = store.ask("/auth/jwt/create/", person).json()["access"]
        store.ask("/store/orders/", Authorization=f"JWT {token}")
        entries = [json.loads(line) for line in store.file().splitlines()]

    access = [one for one in entries if one["logger"] == "storefront.access"][-1]
    assert made.status == 201, made.text
    assert access.pop("duration_ms") > 0
    assert access.pop("time")
    request_id = access.pop("request_id")
    assert access.pop("message").startswith("GET /store/orders/ 200 ")
    assert re.fullmatch("[0-9a-f]{32}", request_id)
    assert access == {
        "level": "INFO",
        "logger": "storefront.access",
        "method": "GET",
        "path": "/store/orders/",
        "status": 200,
        "user_id": made.json()["id"],
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("3f2c-abc_1", True),
        ("x" * 64, True),
        ("x" * 65, False),
        ("two words", False),
        ("a;b", False),
        (TOKEN, False),
        ("\x85", False),
    ],
)
def test_an_id_from_outside_is_taken_when_it_is_harmless(
    client: object, sent: str, kept: bool
) -> None:
    answer = client.get("/health/live", headers={HEADER: sent})  # type: ignore[attr-defined]

    assert (answer[HEADER] == sent) is kept
    assert re.fullmatch(r"[\w-]{1,64}", answer[HEADER])


def test_a_line_break_in_an_address_forges_no_line(
    tmp_path: Path, database: str
) -> None:
    with served(tmp_path, DATABASE_URL=database) as store:
        store.ask("/store/x%0a2026-01-01%2000:00:00,000%20(INFO)%20-%20a%20-%20b/")
        output = store.file()

    assert "GET /store/x\\n2026-01-01 00:00:00,000 (INFO) - a - b/ 404" in output
    assert not [line for line in output.splitlines() if line.startswith("2026-01-01")]
