"""Who the tests are about: alice and bob buy, vera and otto own vendors, mina manages
vera's, sam packs for vera, and there is the store's own staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from hypothesis import HealthCheck, settings
from rest_framework.test import APIClient

from core.files.removal import pending_uploads
from store.insights.receivers import buffer as history
from store.models import Vendor
from store.vendors.choices import Role
from storefront.watching import request_ids
from tests.builders import make_member, make_user, make_vendor
from tests.chargily.fixtures import chargily  # noqa: F401

# How fast the machine is that the tests run on is nothing that they are about.
settings.register_profile(
    "store",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("store")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if connection.vendor != "sqlite":  # nothing is missing there: it has no such thing
        items[:] = [item for item in items if not item.get_closest_marker("sqlite")]
    if connection.vendor != "mysql":
        skip = pytest.mark.skip(reason="needs MariaDB: set DATABASE_URL")
        for item in items:
            if item.get_closest_marker("mariadb"):
                item.add_marker(skip)


@pytest.fixture(autouse=True)
def _nothing_left_of_a_request() -> Iterator[None]:
    """A test may end without the end of a request, which would forget the first two."""
    yield
    pending_uploads().clear()
    history.forget()
    request_ids.current.set(None)


@pytest.fixture
def api_client() -> APIClient:
    return APIClient()


@pytest.fixture
def authenticate(api_client: APIClient) -> Callable[..., None]:
    """Sign `api_client` in with a user that was never saved."""

    def sign_in(*, is_staff: bool = False) -> None:
        api_client.force_authenticate(user=get_user_model()(is_staff=is_staff))

    return sign_in


@pytest.fixture
def client_of() -> Callable[[Any], APIClient]:
    """A client signed in as the given user; None is nobody."""

    def make(user: Any) -> APIClient:
        client = APIClient()
        if user is not None:
            client.force_authenticate(user=user)
        return client

    return make


@pytest.fixture
def anon() -> APIClient:
    return APIClient()


@pytest.fixture
def alice(db: None) -> Any:
    return make_user("alice", first_name="Alice", last_name="Ait")


@pytest.fixture
def bob(db: None) -> Any:
    return make_user("bob", first_name="Bob", last_name="Benali")


@pytest.fixture
def vera(db: None) -> Any:
    return make_user("vera", first_name="Vera")


@pytest.fixture
def mina(db: None) -> Any:
    return make_user("mina", first_name="Mina")


@pytest.fixture
def sam(db: None) -> Any:
    return make_user("sam", first_name="Sam")


@pytest.fixture
def otto(db: None) -> Any:
    return make_user("otto", first_name="Otto")


@pytest.fixture
def staff(db: None) -> Any:
    return make_user("staff", is_staff=True)


@pytest.fixture
def veras_shop(vera: Any, mina: Any, sam: Any) -> Vendor:
    shop = make_vendor(vera, shop_name="Vera's", slug="veras")
    make_member(shop, mina, Role.MANAGER)
    make_member(shop, sam, Role.STAFF)
    return shop


@pytest.fixture
def ottos_shop(otto: Any) -> Vendor:
    return make_vendor(otto, shop_name="Otto's", slug="ottos")
