"""What devices say of themselves and of the time, in whatever they send."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from store.sync.choices import LONGEST_DEVICE_ID, LONGEST_DEVICE_NAME

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


class MomentField(serializers.DateTimeField):
    """A moment by the clock of a device, which says its time zone: else it is no moment."""

    default_error_messages = {
        "naive": "Say the time zone as well, such as 2026-11-22T09:30:00.123Z.",
        "early": "No moment before 1970.",
    }

    def enforce_timezone(self, value: datetime) -> datetime:
        if timezone.is_naive(value):
            self.fail("naive")
        moment = super().enforce_timezone(value)
        if moment < EARLIEST:
            self.fail("early")
        return moment


class DeviceSerializer(serializers.Serializer[Any]):
    """Of the app's own making; nobody is signed in or told apart by it."""

    id = serializers.CharField(
        max_length=LONGEST_DEVICE_ID,
        help_text="Made by the app, and kept on the device.",
    )
    name = serializers.CharField(
        max_length=LONGEST_DEVICE_NAME, default="", allow_blank=True
    )
