"""Production settings of the version that is being deployed."""

from storefront.settings.prod import *  # noqa: F403
from storefront.settings.prod import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.deploy.next_version"]
