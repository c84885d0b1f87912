"""What production has, and what it has not."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from storefront.env import BASE_DIR

SECRETS = {
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "store.example",
    "DATABASE_URL": "sqlite:///:memory:",
}
NAMES = [
    *("DEBUG", "INSTALLED_APPS", "MIDDLEWARE", "ALLOWED_HOSTS", "CACHES"),
    *("CELERY_BROKER_URL", "CELERY_TASK_ALWAYS_EAGER", "EMAIL_BACKEND"),
    *("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS"),
    *("SECURE_SSL_REDIRECT", "SESSION_COOKIE_HTTPONLY", "CORS_ALLOWED_ORIGINS"),
]


def settings_of(module: str, **environment: str) -> dict[str, Any]:
    """The settings as a process of its own has them, with nothing in the environment."""
    program = (
        "import django, json; from django.conf import settings; django.setup();"
        "from django.urls import get_resolver;"
        f"found = {{name: getattr(settings, name) for name in {NAMES}}};"
        "found['urls'] = [str(p.pattern) for p in get_resolver().url_patterns];"
        "print(json.dumps(found))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program],
        cwd=BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": f"storefront.settings.{module}", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout.splitlines()[-1])


def test_toolbar_and_profiler_are_for_development_alone():
    everything_on = {"SILK": "true", "DEBUG": "true"}
    here = settings_of("dev", **everything_on)
    there = settings_of("prod", **SECRETS, **everything_on)

    for app in ("debug_toolbar", "silk"):
        assert app in here["INSTALLED_APPS"]
        assert app not in there["INSTALLED_APPS"]
    assert not [
        name for name in there["MIDDLEWARE"] if "silk" in name or "debug" in name
    ]
    assert {"__debug__/", "silk/"} <= set(here["urls"])
    assert not {"__debug__/", "silk/"} & set(there["urls"])
    assert there["DEBUG"] is False


def test_the_profiler_is_asked_for():
    assert "silk" not in settings_of("dev")["INSTALLED_APPS"]


def test_production_cookies_and_connections_are_safe():
    found = settings_of("prod", **SECRETS)

    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["SESSION_COOKIE_HTTPONLY"] is True
    assert found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_SSL_REDIRECT"] is True
    assert found["SECURE_HSTS_SECONDS"] == 365 * 24 * 3600
    assert found["ALLOWED_HOSTS"] == ["store.example"]


def test_without_redis_the_cache_is_in_the_process_and_tasks_run_at_once():
    found = settings_of("prod", **SECRETS)

    assert found["CACHES"]["default"]["BACKEND"].endswith("LocMemCache")
    assert found["CELERY_TASK_ALWAYS_EAGER"] is True


def test_one_address_is_cache_and_broker():
    url = "redis://127.0.0.1:6379/3"

    found = settings_of("prod", **SECRETS, REDIS_URL=url)

    assert found["CACHES"]["default"]["LOCATION"] == url
    assert found["CACHES"]["default"]["TIMEOUT"] == 600
    assert found["CELERY_BROKER_URL"] == url
    assert found["CELERY_TASK_ALWAYS_EAGER"] is False


def test_cache_and_broker_may_live_apart():
    found = settings_of(
        "prod",
        **SECRETS,
        CACHE_URL="redis://a.example:6379/0",
        CELERY_BROKER_URL="redis://b.example:6379/0",
    )

    assert found["CACHES"]["default"]["LOCATION"] == "redis://a.example:6379/0"
    assert found["CELERY_BROKER_URL"] == "redis://b.example:6379/0"


@pytest.mark.parametrize(
    ("host", "backend"), [("", "console"), ("mail.example.com", "smtp")]
)
def test_mail_goes_to_the_server_that_is_named_or_to_the_console(host, backend):
    found = settings_of("prod", **SECRETS, EMAIL_HOST=host)

    assert found["EMAIL_BACKEND"] == f"django.core.mail.backends.{backend}.EmailBackend"


@pytest.mark.parametrize("missing", SECRETS)
def test_production_does_not_start_without(missing):
    rest = {name: value for name, value in SECRETS.items() if name != missing}

    with pytest.raises(AssertionError, match=missing):
        settings_of("prod", **rest)
