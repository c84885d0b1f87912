"""Uniqueness as serializers check it."""

from __future__ import annotations

from typing import Any

from rest_framework.validators import UniqueValidator


class UniqueInAnyCase(UniqueValidator):
    """Compares without case, and asks the database about texts of a possible length alone.

    All validators of a field run, one for the length among them; as a pattern, a longer
    text may be too much for SQLite.
    """

    def __init__(self, queryset: Any, message: str) -> None:
        super().__init__(queryset, message=message, lookup="iexact")

    def __call__(self, value: str, serializer_field: Any) -> None:
        if len(value) <= serializer_field.max_length:
            super().__call__(value, serializer_field)
