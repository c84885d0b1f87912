"""The cache: Redis when REDIS_URL names one, this process otherwise."""

from typing import Any

from storefront.env import env

TIMEOUT = 10 * 60
CACHE_URL = env.str("CACHE_URL", env.str("REDIS_URL", ""))


def redis_cache(url: str) -> dict[str, Any]:
    """A Redis without which the store answers on: a lost one is a miss, within a second."""
    return {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": url,
        "TIMEOUT": TIMEOUT,
        "KEY_PREFIX": "storefront",
        "OPTIONS": {
            "IGNORE_EXCEPTIONS": True,
            "LOG_IGNORED_EXCEPTIONS": True,
            "SOCKET_CONNECT_TIMEOUT": 0.3,
            "SOCKET_TIMEOUT": 0.5,
        },
    }


PROCESS_CACHE = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "TIMEOUT": TIMEOUT,
}
CACHES = {"default": redis_cache(CACHE_URL) if CACHE_URL else PROCESS_CACHE}
