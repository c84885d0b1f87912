"""The store in a project without likes."""

from storefront.settings.test import *  # noqa: F403
from storefront.settings.test import INSTALLED_APPS

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "likes"]
