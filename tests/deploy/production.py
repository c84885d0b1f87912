"""Production settings; only the static files of our own apps, into a folder of the test.

Collecting and compressing all of them takes most of a minute.
"""

from storefront.env import BASE_DIR, env
from storefront.settings.prod import *  # noqa: F403

STATIC_ROOT = env.str("STATIC_ROOT")
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATICFILES_DIRS = [BASE_DIR / "core/static", BASE_DIR / "store/static"]
