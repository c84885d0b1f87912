"""The project. Its Celery application is loaded with it, so that tasks find it."""

from storefront.celery import app as celery_app

__all__ = ["celery_app"]
