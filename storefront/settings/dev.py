"""Development: open on this machine, embedded SQLite unless DATABASE_URL says otherwise."""

import warnings

from storefront.env import BASE_DIR, database, env
from storefront.settings.common import *  # noqa: F403

DEBUG = env.bool("DEBUG", True)
SECRET_KEY = env.str("SECRET_KEY", "development-only-not-a-secret")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
DATABASES = {"default": database(default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# Static files come from the apps here; `collectstatic` is for production.
warnings.filterwarnings("ignore", message="No directory at", category=UserWarning)
