"""What runs at which time exists, and runs."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from storefront.celery import app

SCHEDULE = settings.CELERY_BEAT_SCHEDULE


def test_every_scheduled_task_is_a_task():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in SCHEDULE.values()} <= set(app.tasks)


@pytest.mark.django_db
@pytest.mark.parametrize("name", SCHEDULE)
def test_every_scheduled_task_runs_on_an_empty_store(name):
    app.loader.import_default_modules()

    result = app.tasks[SCHEDULE[name]["task"]].apply()

    assert result.state == "SUCCESS"


def test_no_task_may_run_longer_than_the_broker_waits_for_it():
    waits = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]

    assert waits > settings.CELERY_TASK_TIME_LIMIT


@pytest.mark.django_db
def test_expired_sessions_go():
    for key, days in (("old", -1), ("new", 1)):
        expires = timezone.now() + timezone.timedelta(days=days)
        Session.objects.create(session_key=key, session_data="", expire_date=expires)

    app.tasks["core.delete_expired_sessions"].apply()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
