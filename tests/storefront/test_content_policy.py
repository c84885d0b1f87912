"""Pages say what a browser may run on them."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def policy(response) -> dict[str, list[str]]:
    parts = response["Content-Security-Policy"].split("; ")
    return {name: sources for name, *sources in map(str.split, parts)}


@pytest.mark.parametrize("path", ["/", "/store/", "/api/docs/", "/api/redoc/"])
def test_pages_run_only_scripts_of_their_own_host(client, path):
    found = policy(client.get(path, headers={"accept": "text/html"}))

    assert found["default-src"] == ["'self'"]
    assert found["script-src"] == ["'self'"]
    assert found["frame-ancestors"] == ["'none'"]
    assert found["object-src"] == ["'none'"]


def test_the_admin_may_evaluate_what_its_templates_say(client):
    found = policy(client.get("/admin/login/"))

    assert sorted(found["script-src"]) == ["'self'", "'unsafe-eval'"]


def test_a_path_that_only_looks_like_the_admin_may_not(client):
    found = policy(
        client.get("/store/", {"next": "/admin/"}, headers={"accept": "text/html"})
    )

    assert found["script-src"] == ["'self'"]


def test_data_carries_no_policy(client):
    assert "Content-Security-Policy" not in client.get("/store/products/")


def test_every_answer_says_that_it_is_what_it_says_and_stays_out_of_frames(client):
    response = client.get("/store/products/")

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
