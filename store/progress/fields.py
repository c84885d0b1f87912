"""Values that a device sends, taken as they are or not at all: nothing becomes a zero."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class FractionField(serializers.FloatField):
    """A number from 0 to 1; no text, and no boolean, is one."""

    default_error_messages = {"fraction": "A number from 0 to 1 is required."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=1, **kwargs)

    def to_internal_value(self, data: Any) -> float:
        is_number = isinstance(data, (int, float)) and not isinstance(data, bool)
        if not is_number or not 0 <= data <= 1:
            self.fail("fraction")
        return abs(float(data))  # of 0 and -0 one


class WholeField(serializers.IntegerField):
    """A whole number; no text, and no boolean, is one."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return data
