"""Files that no row shows any more are removed, after the commit and never before.

Generic: every model with a file column, whoever deletes or replaces. Before a file goes,
all file columns of its storage are asked whether they still name it. Statements past the
model (`update()`, `bulk_update()`, raw SQL) tell nobody and leave their files behind.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from asgiref.local import Local
from django.apps import apps
from django.core.files.storage import Storage
from django.core.signals import request_finished
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import FileField, Model
from django.db.models.fields.files import FieldFile
from django.db.models.signals import post_save, pre_delete, pre_save

local = Local()


def watch_models() -> None:
    """Connect the receivers to every model that has a file column."""
    for model in apps.get_models():
        if file_fields(model):
            pre_save.connect(note_save, model)
            post_save.connect(remove_replaced, model)
            pre_delete.connect(remove_deleted, model)
    request_finished.connect(remove_rolled_back)


def file_fields(model: type[Model] | Model) -> list[FileField]:
    return [field for field in model._meta.fields if isinstance(field, FileField)]


def is_stored(file: FieldFile) -> bool:
    return file._committed  # type: ignore[attr-defined]


def note_save(
    sender: type[Model],
    instance: Model,
    raw: bool,
    using: str,
    update_fields: frozenset[str] | None,
    **kwargs: Any,
) -> None:
    """Remember what the row shows now, and which uploads this save is going to store."""
    fields = [
        field
        for field in file_fields(instance)
        if update_fields is None or {field.name, field.attname} & update_fields
    ]
    files = [getattr(instance, field.attname) for field in fields]
    pending_uploads().extend(file for file in files if file and not is_stored(file))
    may_replace = bool(fields) and not raw and instance.pk is not None
    shown = stored_names(instance, fields, using) if may_replace else {}
    instance.__dict__["_files_shown"] = shown


def remove_replaced(
    sender: type[Model], instance: Model, using: str, **kwargs: Any
) -> None:
    """After a save: the files that it put others in the place of."""
    for field, name in instance.__dict__.pop("_files_shown", {}).items():
        if getattr(instance, field.attname).name != name:
            remove_after_commit(field.storage, name, using)
    saved = [
        (field, getattr(instance, field.attname).name)
        for field in file_fields(instance)
        if field.attname in instance.__dict__  # a deferred column was not saved
    ]
    transaction.on_commit(partial(forget_uploads, saved), using)


def remove_deleted(
    sender: type[Model], instance: Model, using: str, **kwargs: Any
) -> None:
    """Before a deletion, which is a transaction of its own: the files of the row."""
    for field, name in stored_names(instance, file_fields(instance), using).items():
        remove_after_commit(field.storage, name, using)


def stored_names(
    instance: Model, fields: list[FileField], using: str
) -> dict[FileField, str]:
    """What the row shows; an instance may be older than its row, or changed since."""
    rows = type(instance)._base_manager.using(using).filter(pk=instance.pk)
    if connections[using].in_atomic_block:
        # Two replacements at once must not both remove the same old file.
        rows = rows.select_for_update()
    row = rows.values_list(*(field.attname for field in fields)).first() or ()
    return {field: name for field, name in zip(fields, row, strict=False) if name}


def remove_after_commit(storage: Storage, name: str, using: str) -> None:
    def remove() -> None:
        remove_unless_shown(storage, name, using)

    # Robust: with the storage away the file stays, and the request goes on.
    transaction.on_commit(remove, using, robust=True)


def remove_unless_shown(storage: Storage, name: str, using: str) -> None:
    shown = any(
        field.model._base_manager.using(using).filter(**{field.name: name}).exists()
        for model in apps.get_models()
        for field in file_fields(model)
        if field.model is model and field.storage == storage
    )
    if not shown:
        storage.delete(name)


# --- Uploads whose row never came -------------------------------------------------


def pending_uploads() -> list[FieldFile]:
    """The uploads of this request or task that no commit has confirmed."""
    if not hasattr(local, "uploads"):
        local.uploads = []
    return local.uploads


def forget_uploads(saved: list[tuple[FileField, str | None]]) -> None:
    local.uploads = [
        file for file in pending_uploads() if (file.field, file.name) not in saved
    ]


def remove_rolled_back(**kwargs: Any) -> None:
    """At the end of a request: what it stored for rows that were rolled back."""
    uploads, local.uploads = pending_uploads(), []
    for file in uploads:
        if file.name and is_stored(file):
            using = file.instance._state.db or DEFAULT_DB_ALIAS
            remove_after_commit(file.storage, file.name, using)
