"""App passwords and reader apps for tests."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from rest_framework.test import APIClient

from core.app_passwords.services import make_app_password
from core.models import AppPassword

LIBRARY = "/opds/library/"


def basic(name: str, secret: str) -> str:
    """The header of HTTP Basic."""
    return "Basic " + b64encode(f"{name}:{secret}".encode()).decode()


def reader_app(name: str, secret: str, *, address: str = "10.0.0.1") -> APIClient:
    client = APIClient(REMOTE_ADDR=address)
    client.credentials(HTTP_AUTHORIZATION=basic(name, secret))
    return client


def give_app_password(user: Any, name: str = "Reader") -> tuple[AppPassword, str]:
    """The row, and its secret."""
    return make_app_password(user=user, name=name)
