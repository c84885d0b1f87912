"""Development: open on this machine, embedded SQLite unless DATABASE_URL says otherwise."""

import warnings
from importlib.util import find_spec

from storefront.env import BASE_DIR, database, env
from storefront.settings.common import *  # noqa: F403
from storefront.settings.common import (
    CONTENT_SECURITY_POLICY,
    INSTALLED_APPS,
    MIDDLEWARE,
)

DEBUG = env.bool("DEBUG", True)
SECRET_KEY = env.str("SECRET_KEY", "development-only-not-a-secret")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
DATABASES = {"default": database(default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}

# Static files come from the apps here; `collectstatic` is for production.
warnings.filterwarnings("ignore", message="No directory at", category=UserWarning)

# Both are packages of the category "dev". The toolbar is there as soon as it is
# installed; Silk writes every request into the database, so it is asked for.
INTERNAL_IPS = ["127.0.0.1", "::1"]
if DEBUG and find_spec("debug_toolbar"):
    INSTALLED_APPS = [*INSTALLED_APPS, "debug_toolbar"]
    # A handle at the edge; open, it covers a third of the page.
    DEBUG_TOOLBAR_CONFIG = {"SHOW_COLLAPSED": True}
    MIDDLEWARE = [*MIDDLEWARE, "debug_toolbar.middleware.DebugToolbarMiddleware"]
if DEBUG and env.bool("SILK", False) and find_spec("silk"):
    INSTALLED_APPS = [*INSTALLED_APPS, "silk"]
    MIDDLEWARE = ["silk.middleware.SilkyMiddleware", *MIDDLEWARE]
    SILKY_MAX_RECORDED_REQUESTS = 10_000
    CONTENT_SECURITY_POLICY["EXCLUDE_URL_PREFIXES"] = ["/silk/"]
