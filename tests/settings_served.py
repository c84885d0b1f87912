"""Production as it is served, and beside it the addresses of `tests.storefront.watching.urls`."""

from storefront.env import env
from storefront.settings.prod import *  # noqa: F403

ROOT_URLCONF = "tests.storefront.watching.urls"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", False)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
