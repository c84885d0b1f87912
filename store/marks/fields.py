"""What devices send of marks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from rest_framework import serializers

EARLIEST = 1970


class DeviceMomentField(serializers.DateTimeField):
    """A moment by the clock of a device, which says its time zone: else it is no moment."""

    default_error_messages = {
        "naive": "Say the time zone as well, such as 2026-11-22T09:30:00.123Z.",
        "too_early": f"No moment before {EARLIEST}.",
    }

    def enforce_timezone(self, value: datetime) -> datetime:
        if timezone.is_naive(value):
            self.fail("naive")
        moment = super().enforce_timezone(value)
        if moment.year < EARLIEST:
            self.fail("too_early")
        return moment


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
