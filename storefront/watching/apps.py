"""Joins what is watched to Celery and to Sentry, in whichever process Django starts."""

from django.apps import AppConfig


class WatchingConfig(AppConfig):
    name = "storefront.watching"

    def ready(self) -> None:
        from storefront.watching import request_ids, sentry, task_ids  # noqa: F401

        sentry.start()
