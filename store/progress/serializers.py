"""Positions, sessions and reading time: what devices send, and what they get."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers

from store.progress.choices import (
    DAYS_SHOWN,
    LONGEST_LOCATOR,
    LONGEST_SESSION,
    MOST_AT_ONCE,
    Outcome,
)
from store.progress.fields import FractionField, WholeField
from store.progress.merging import Position
from store.progress.services import Session
from store.sync.devices import DeviceSerializer, MomentField

LARGEST_PAGE, LARGEST_KEY = 2**31 - 1, 2**63 - 1
POSITION = {
    "progression": 0.4375,
    "locator": "epubcfi(/6/14!/4/2/14:3)",
    "page": 93,
    "device": {"id": "6f1c9a52", "name": "Amina's phone"},
    "modified": "2026-11-22T09:29:58.250Z",
}
STORED = {**POSITION, "updated_at": "2026-11-22T09:30:00.123456Z"}
SESSION = {
    "id": "0d5f8f5e-6c0e-4b0e-9b51-5a3f0c2d7e11",
    "started_at": "2026-11-22T09:00:00Z",
    "ended_at": "2026-11-22T09:29:58Z",
}
READ_SO_FAR = {
    "current": STORED,
    "is_finished": False,
    "finished_at": None,
    "updated_at": "2026-11-22T09:30:00.123456Z",
}
PROGRESS = {
    "entry": 31,
    "product": {"id": 11, "title": "Pride and Prejudice"},
    **READ_SO_FAR,
    "devices": [STORED],
}
UNREAD = {
    **PROGRESS,
    "current": None,
    "devices": [],
    "updated_at": None,
}
REFUSED = {
    "entry": 32,
    "result": "refused",
    "code": "not_held",
    "detail": "You hold no such book.",
}
SERVER_TIME = "2026-11-22T09:30:00.123456Z"


# --- What devices send -------------------------------------------------------------


class PositionSerializer(serializers.Serializer):
    progression = FractionField(help_text="How much of the book lies before it.")
    locator = serializers.CharField(
        default="",
        allow_blank=True,
        max_length=LONGEST_LOCATOR,
        trim_whitespace=False,
        help_text="Where it is: a page fragment or EPUB CFI. Kept as it is sent.",
    )
    page = WholeField(
        default=None,
        allow_null=True,
        min_value=0,
        max_value=LARGEST_PAGE,
        help_text="As the device counts: it is not compared with the pages of the file.",
    )
    device = DeviceSerializer()
    modified = MomentField(help_text="When it was there, by the clock of the device.")


class SessionSerializer(serializers.Serializer):
    """A time of reading. The id is the device's: the same one again counts once."""

    id = serializers.UUIDField()
    started_at = MomentField()
    ended_at = MomentField(help_text="At most 24 hours later.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        length = attrs["ended_at"] - attrs["started_at"]
        if not 0 < length.total_seconds() <= LONGEST_SESSION.total_seconds():
            message = "It ends after it started, and at most 24 hours later."
            raise serializers.ValidationError({"ended_at": [message]})
        return attrs


@extend_schema_serializer(
    examples=[
        OpenApiExample("A page was turned", POSITION, request_only=True),
        OpenApiExample(
            "The reader went away", {**POSITION, "session": SESSION}, request_only=True
        ),
    ]
)
class MoveSerializer(PositionSerializer):
    session = SessionSerializer(required=False, allow_null=True)


class ItemSerializer(PositionSerializer):
    """A position in one of several books."""

    entry = WholeField(min_value=1, max_value=LARGEST_KEY)


@extend_schema_field(ItemSerializer(many=True))
class PositionsField(serializers.ListField):
    """Each is looked at alone, later."""


@extend_schema_field(SessionSerializer(many=True))
class SessionsField(serializers.ListField):
    """Each is looked at alone, later."""


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "After reading without a network",
            {"positions": [{"entry": 31, **POSITION}], "sessions": [SESSION]},
            request_only=True,
        )
    ]
)
class BatchSerializer(serializers.Serializer):
    positions = PositionsField(
        default=list, max_length=MOST_AT_ONCE, help_text=f"At most {MOST_AT_ONCE}."
    )
    sessions = SessionsField(
        default=list, max_length=MOST_AT_ONCE, help_text=f"At most {MOST_AT_ONCE}."
    )


def as_position(data: dict[str, Any]) -> Position:
    names = ("progression", "locator", "page", "modified")
    return Position(
        device_id=data["device"]["id"],
        device_name=data["device"]["name"],
        **{name: data[name] for name in names},
    )


def as_session(data: dict[str, Any] | None) -> Session | None:
    if data is None:
        return None
    return Session(data["id"], data["started_at"], data["ended_at"])


# --- What they get -----------------------------------------------------------------


class DeviceShownSerializer(serializers.Serializer):
    id = serializers.CharField(source="device_id")
    name = serializers.CharField(source="device_name")


class StoredPositionSerializer(serializers.Serializer):
    progression = serializers.FloatField()
    locator = serializers.CharField()
    page = serializers.IntegerField(allow_null=True)
    device = DeviceShownSerializer(source="*")
    modified = serializers.DateTimeField()
    updated_at = serializers.DateTimeField(help_text="When the store got it.")


class ReadSoFarSerializer(serializers.Serializer):
    """How far a book was read."""

    current = StoredPositionSerializer(
        allow_null=True, help_text="Null when it was never read; never zero for that."
    )
    is_finished = serializers.BooleanField(
        help_text="Whether the current position is at 0.99 or behind it."
    )
    finished_at = serializers.DateTimeField(
        allow_null=True, help_text="When it was first, also while it is read again."
    )
    updated_at = serializers.DateTimeField(allow_null=True)


class ReadProductSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()


@extend_schema_serializer(
    examples=[
        OpenApiExample("Being read", PROGRESS, response_only=True),
        OpenApiExample("Never read", UNREAD, response_only=True),
    ]
)
class ProgressSerializer(ReadSoFarSerializer):
    """`devices`: the newest position of each."""

    entry = serializers.IntegerField()
    product = ReadProductSerializer()
    devices = StoredPositionSerializer(many=True)


class ResultSerializer(serializers.Serializer):
    result = serializers.ChoiceField(Outcome.choices)
    code = serializers.CharField(required=False, help_text="Why it was refused.")
    detail = serializers.CharField(required=False)
    errors = serializers.DictField(  # type: ignore[assignment]
        required=False, help_text="Of `invalid`: messages by field."
    )


class PositionResultSerializer(ResultSerializer):
    entry = serializers.IntegerField(allow_null=True)


class SessionResultSerializer(ResultSerializer):
    id = serializers.CharField(allow_null=True)


DONE = {"result": "stored"}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "One was refused",
            {
                "positions": [{"entry": 31, **DONE}, REFUSED],
                "sessions": [{"id": SESSION["id"], **DONE}],
                "server_time": SERVER_TIME,
            },
            response_only=True,
        )
    ]
)
class BatchResultSerializer(serializers.Serializer):
    """A result for each item, in the order of the items."""

    positions = PositionResultSerializer(many=True)
    sessions = SessionResultSerializer(many=True)
    server_time = serializers.DateTimeField()


class ReadingDaySerializer(serializers.Serializer):
    day = serializers.DateField()
    seconds = serializers.IntegerField()


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Reading time",
            {
                "today_seconds": 1798,
                "days": [{"day": "2026-11-22", "seconds": 1798}],
                "streak_days": 4,
                "books_finished": 2,
            },
            response_only=True,
        )
    ]
)
class ReadingTimeSerializer(serializers.Serializer):
    today_seconds = serializers.IntegerField()
    days = ReadingDaySerializer(
        many=True, help_text=f"The last {DAYS_SHOWN}, today first, empty ones too."
    )
    streak_days = serializers.IntegerField(
        help_text="Days in a row up to today, or to yesterday while today has nothing."
    )
    books_finished = serializers.IntegerField()
