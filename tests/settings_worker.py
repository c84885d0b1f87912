"""Processes of their own beside a test: its database, a real broker and mail server."""

import os
from datetime import timedelta

from storefront.settings.test import *  # noqa: F403
from storefront.settings.test import DATABASES, INSTALLED_APPS

DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
INSTALLED_APPS = [*INSTALLED_APPS, "tests.workers"]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
CHARGILY_SECRET_KEY = os.environ.get("CHARGILY_SECRET_KEY", "")
# Everything that takes minutes takes seconds.
MAIL_CLAIM_SECONDS = 3
PAYMENT_CLAIM_SECONDS = 3
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3,
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
}
CELERY_BEAT_SCHEDULE = {
    "deliver mail that is due": {
        "task": "core.mail.deliver_due_mails",
        "schedule": timedelta(seconds=1),
    },
    "do what payment events say": {
        "task": "store.payments.process_events",
        "schedule": timedelta(seconds=1),
    },
    "look at payment pages": {
        "task": "store.payments.check_payments",
        "schedule": timedelta(seconds=1),
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
