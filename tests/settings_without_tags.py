"""The store in a project without tags."""

from storefront.settings.test import *  # noqa: F403
from storefront.settings.test import INSTALLED_APPS

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "tags"]
