"""Redis goes away and comes back; the store answers on."""

from __future__ import annotations

import time

import pytest
import requests
from django.core.cache import caches

from storefront.settings.cache import redis_cache


@pytest.fixture
def cache(redis, settings):
    settings.CACHES = {**settings.CACHES, "redis": redis_cache(redis.url)}
    return caches["redis"]


def test_a_lost_redis_is_a_miss_and_heals_by_itself(cache, redis):
    cache.set("answer", 42)
    assert cache.get("answer") == 42
    redis.kill()

    started = time.monotonic()
    assert cache.get("answer") is None
    assert cache.get("answer", "default") == "default"
    cache.set("answer", 43)
    assert cache.get_or_set("other", 7) == 7
    took = time.monotonic() - started

    assert took < 2
    redis.start()
    cache.set("answer", 44)
    assert cache.get("answer") == 44


def test_an_unreachable_redis_costs_a_moment_and_not_a_minute(settings):
    # A port that takes the connection and never answers.
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        settings.CACHES = {
            **settings.CACHES,
            "redis": redis_cache(f"redis://127.0.0.1:{port}/0"),
        }
        started = time.monotonic()
        assert caches["redis"].get("x") is None

        assert time.monotonic() - started < 2


@pytest.mark.django_db(transaction=True)
def test_the_store_answers_on_without_redis(shop, redis):
    paths = [
        *("/store/products/", f"/store/products/{shop.product.pk}/", "/api/schema/"),
        *("/store/collections/", "/", "/admin/login/"),
    ]
    before = [requests.get(shop.address + path, timeout=30) for path in paths]
    redis.kill()

    during = [requests.get(shop.address + path, timeout=30) for path in paths]
    order = shop.order()
    redis.start()
    after = [requests.get(shop.address + path, timeout=30) for path in paths]

    for answers in (before, during, after):
        assert [answer.status_code for answer in answers] == [200] * len(paths)
    same = [answer.content for answer in during][:4]
    assert same == [answer.content for answer in before][:4]
    assert order > 0
