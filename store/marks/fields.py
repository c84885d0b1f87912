"""What devices send of marks."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class ExactTextField(serializers.CharField):
    """A text that may be empty, with its blanks and line ends as they were sent."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, allow_blank=True, trim_whitespace=False, **kwargs
        )


class ProgressionField(serializers.FloatField):
    """A part of the whole, to a millionth: the same number in every database."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, allow_null=True, min_value=0, max_value=1, **kwargs
        )

    def run_validation(self, data: Any = serializers.empty) -> Any:
        value = super().run_validation(data)
        # Without the sign of -0.0.
        return abs(round(value, 6)) if isinstance(value, float) else value
