"""Tests: SQLite in memory, or the server that DATABASE_URL names; nothing leaves the process."""

from storefront.env import database
from storefront.settings.common import *  # noqa: F403
from storefront.settings.common import LOGGING, REST_FRAMEWORK, STORAGES

DEBUG = False
SECRET_KEY = "tests-only-not-a-secret-but-long-enough-for-hs256"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {"default": database(default="sqlite:///:memory:")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
LOGGING = {**LOGGING, "handlers": {}, "root": {}, "loggers": {}}
STORE_HISTORY_IN_BACKGROUND = False
CHARGILY_SECRET_KEY = ""
# Tests of limits set some; all the others sign in as often as they like.
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {}}
