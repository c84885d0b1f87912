"""Everything that is held about a person, in one archive."""

from __future__ import annotations

import json
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, FileField, Model
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from core.privacy.registry import PersonalData, entries

IN_MEMORY = 5_000_000


class Encoder(DjangoJSONEncoder):
    """Times in ISO 8601; what JSON has no word for (a phone number) as text."""

    def default(self, value: Any) -> Any:
        try:
            return super().default(value)
        except TypeError:
            return str(value)


def export_person(*, user: Any) -> IO[bytes]:
    """A ZIP of `data.json` and the person's uploaded files, open for reading."""
    archive = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller's
    with ZipFile(archive, "w", ZIP_DEFLATED) as target:
        files: list[FieldFile] = []
        data = {
            "exported_at": timezone.now(),
            **{entry.name: section(entry, user, files) for entry in entries()},
        }
        stored = [file for file in files if write_file(target, file)]
        data["files"] = [archived(file) for file in stored]
        text = json.dumps(data, cls=Encoder, ensure_ascii=False, indent=2)
        target.writestr("data.json", text + "\n")
    archive.seek(0)
    return archive


def section(
    entry: PersonalData, user: Any, files: list[FieldFile]
) -> list[dict[str, Any]]:
    """The rows of one model, in one query; what they have uploaded is put to `files`."""
    rows = entry.rows(user).select_related(*entry.named) if entry.named else None
    fields = [
        field
        for field in entry.model._meta.concrete_fields
        if field.name not in entry.hidden
    ]
    return [
        dict(column(entry, row, field, files) for field in fields)
        for row in (entry.rows(user) if rows is None else rows)
    ]


def column(
    entry: PersonalData, row: Model, field: Field, files: list[FieldFile]
) -> tuple[str, Any]:
    if field.name in entry.named:
        named = getattr(row, field.name)
        return field.name, None if named is None else str(named)
    value = getattr(row, field.attname)
    if isinstance(field, FileField):
        if value:
            files.append(value)
        return field.name, archived(value) if value else None
    return field.attname, value


def archived(file: FieldFile) -> str:
    return f"files/{file.name}"


def write_file(target: ZipFile, file: FieldFile) -> bool:
    """Copy one file into the archive; whether it was there."""
    try:
        source = file.storage.open(str(file.name))
    except FileNotFoundError:
        return False
    with source, target.open(archived(file), "w") as entry:
        copyfileobj(source, entry)
    return True
