"""No model holds something about a person unknown to export and erasure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db.models import Model

from core.privacy import registry
from core.privacy.registry import Keep, entries
from storefront.env import BASE_DIR

# Models that lead to a user, and why neither export nor erasure is about them.
LEFT_OUT = {
    "store.LedgerEntry": "The books of the vendors; a buyer's payments are exported.",
    "store.Payout": "What a vendor was paid.",
    "store.PayoutLine": "What a vendor was paid for.",
    "tags.TaggedItem": "May be stuck on anything; staff stick tags on products only.",
}


def targets(model: type[Model]) -> Iterator[type[Model] | None]:
    """What the model's rows point at; None is anything at all."""
    for field in (*model._meta.fields, *model._meta.many_to_many):
        if field.is_relation:
            yield field.related_model._meta.concrete_model
            if field.many_to_many:
                yield field.remote_field.through
    for field in model._meta.private_fields:
        yield None if isinstance(field, GenericForeignKey) else field.related_model


def models_of_people() -> set[str]:
    """Every model from which a user is reached, over any number of references."""
    people: set[type[Model] | None] = {None, get_user_model()}
    while True:
        found = {
            model
            for model in apps.get_models(include_auto_created=True)
            if not model._meta.proxy
            and model not in people
            and not people.isdisjoint(targets(model))
        }
        if not found:
            return {model._meta.label for model in people if model is not None}
        people |= found


def unknown() -> set[str]:
    registered = {entry.model._meta.label for entry in entries()}
    return models_of_people() - registered - set(LEFT_OUT)


def test_every_model_that_leads_to_a_user_is_exported_and_erased_or_left_out() -> None:
    assert unknown() == set()


@pytest.mark.parametrize(
    "label",
    [
        "store.OrderItem",
        "store.Address",
        "likes.LikedItem",
        "core.User_groups",
        "admin.LogEntry",
    ],
)
def test_a_model_that_nobody_registered_is_found(
    monkeypatch: pytest.MonkeyPatch, label: str
) -> None:
    kept = {
        entry.name: entry for entry in entries() if entry.model._meta.label != label
    }
    monkeypatch.setattr(registry, "_entries", kept)

    assert unknown() == {label}


def test_what_is_left_out_is_still_there_to_be_left_out() -> None:
    registered = {entry.model._meta.label for entry in entries()}

    assert set(LEFT_OUT) <= models_of_people() - registered
    assert all(LEFT_OUT.values())


def test_what_is_kept_says_why() -> None:
    assert all(
        entry.on_erase.reason for entry in entries() if isinstance(entry.on_erase, Keep)
    )


def test_hidden_and_named_columns_exist() -> None:
    for entry in entries():
        columns = {field.name for field in entry.model._meta.concrete_fields}
        assert entry.hidden | entry.named <= columns, entry.name


def test_the_documentation_names_every_section() -> None:
    text = (BASE_DIR / "docs/privacy.md").read_text()

    assert {entry.name for entry in entries() if f"`{entry.name}`" not in text} == set()


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="account is registered already"):
        registry.register(entries()[0])
