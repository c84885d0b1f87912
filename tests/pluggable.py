"""Something to tag and like in whichever project the tests run: `Thing`, or a group."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Model


def target_model() -> type[Model]:
    """A model that neither tags nor likes know of."""
    if apps.is_installed("tests.testapp"):
        return apps.get_model("testapp.Thing")
    return Group


def make_target(name: str) -> Model:
    return target_model()._default_manager.create(name=name)
