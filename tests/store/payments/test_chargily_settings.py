"""A key and an address that do not belong together are told apart before money moves."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from django.core.checks import run_checks

from store.payments.chargily import is_live, is_on
from storefront.env import BASE_DIR
from tests.processes import bare_environment

TEST, LIVE = "test_sk_0123456789abcdef", "live_sk_0123456789abcdef"
TEST_URL = "https://pay.chargily.net/test/api/v2/"
LIVE_URL = "https://pay.chargily.net/api/v2/"


def found() -> list[str]:
    messages = run_checks()
    assert "0123456789abcdef" not in str(messages)
    return [message.id for message in messages if message.id.startswith("payments.")]


def test_without_a_key_the_method_is_off_and_nothing_is_wrong() -> None:
    assert (is_on(), is_live(), found()) == (False, False, [])


@pytest.mark.parametrize(
    ("key", "url", "ids"),
    [
        (TEST, TEST_URL, []),
        (LIVE, LIVE_URL, []),
        (LIVE, LIVE_URL.rstrip("/"), []),
        (TEST, "http://127.0.0.1:9000/test/api/v2/", []),
        ("", LIVE_URL, []),
        (LIVE, TEST_URL, ["payments.E002"]),
        (LIVE, TEST_URL.rstrip("/"), ["payments.E002"]),
        (TEST, LIVE_URL, ["payments.E003"]),
        ("test_pk_0123456789abcdef", TEST_URL, ["payments.E001"]),
        ("0123456789abcdef", TEST_URL, ["payments.E001"]),
        (f"{TEST}\nx", TEST_URL, ["payments.E001"]),
        (TEST, "http://pay.chargily.net/test/api/v2/", ["payments.E004"]),
        (TEST, "pay.chargily.net/test/api/v2/", ["payments.E004"]),
        (TEST, "", ["payments.E004"]),
        (TEST, "https://[", ["payments.E004"]),
        (TEST, "ftp://localhost/test/", ["payments.E004"]),
    ],
)
def test_the_key_and_the_address_belong_together(
    settings: Any, key: str, url: str, ids: list[str]
) -> None:
    settings.CHARGILY_SECRET_KEY, settings.CHARGILY_API_URL = key, url

    assert found() == ids


@pytest.mark.parametrize("name", ["CHARGILY_CONNECT_TIMEOUT", "CHARGILY_READ_TIMEOUT"])
@pytest.mark.parametrize("seconds", [0.0, -1.0])
def test_a_timeout_is_more_than_nothing(
    settings: Any, name: str, seconds: float
) -> None:
    settings.CHARGILY_SECRET_KEY = TEST
    setattr(settings, name, seconds)

    assert found() == ["payments.E005"]


def test_a_key_says_which_mode_it_is_of(settings: Any) -> None:
    settings.CHARGILY_SECRET_KEY = TEST
    assert (is_on(), is_live()) == (True, False)

    settings.CHARGILY_SECRET_KEY = LIVE
    assert (is_on(), is_live()) == (True, True)


@pytest.mark.parametrize(
    ("key", "url", "said"),
    [
        (LIVE, TEST_URL, "is a live key"),
        (TEST, LIVE_URL, "is a test key"),
        (LIVE, LIVE_URL, ""),
        (TEST, None, ""),
    ],
)
def test_the_check_of_a_deployment_says_so(
    key: str, url: str | None, said: str
) -> None:
    answer = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy"],
        cwd=BASE_DIR,
        env=bare_environment(
            settings="storefront.settings.prod",
            DATABASE_URL="sqlite:///:memory:",
            DJANGO_LOG_FILE="",
            CHARGILY_SECRET_KEY=f" {key} ",
            **({} if url is None else {"CHARGILY_API_URL": url}),
        ),
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == (1 if said else 0)
    assert said in answer.stderr
    assert key not in answer.stdout + answer.stderr
