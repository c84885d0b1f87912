"""What a customer held once, how far they read, and for how long."""

from __future__ import annotations

from core.privacy.registry import PersonalData, delete, register
from store.models import (
    DevicePosition,
    GoneEntry,
    ReadingDay,
    ReadingProgress,
    ReadingSession,
)

register(
    PersonalData(
        "held_once",
        GoneEntry,
        rows=lambda user: GoneEntry.objects.for_user(user).order_by("pk"),
        on_erase=delete,
        in_admin_log=False,
    ),
    PersonalData(
        "reading_progress",
        ReadingProgress,
        rows=lambda user: (
            ReadingProgress.objects.for_user(user)
            .select_related("product")
            .order_by("pk")
        ),
        on_erase=delete,
        named=frozenset({"product"}),
        in_admin_log=False,
    ),
    PersonalData(
        "reading_positions",
        DevicePosition,
        rows=lambda user: DevicePosition.objects.for_user(user).order_by("pk"),
        on_erase=delete,
        hidden=frozenset({"device_digest"}),
        in_admin_log=False,
    ),
    PersonalData(
        "reading_sessions",
        ReadingSession,
        rows=lambda user: ReadingSession.objects.for_user(user).order_by("started_at"),
        on_erase=delete,
        in_admin_log=False,
    ),
    PersonalData(
        "reading_days",
        ReadingDay,
        rows=lambda user: ReadingDay.objects.for_user(user).order_by("day"),
        on_erase=delete,
        in_admin_log=False,
    ),
)
