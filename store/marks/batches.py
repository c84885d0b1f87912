"""Many marks at once, each judged on its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.serializers import as_serializer_error

from store.marks.choices import MOST_AT_ONCE, Kind, Result
from store.marks.serializers import (
    BOOKMARK,
    DELETED,
    HIGHLIGHT,
    BookmarkSerializer,
    HighlightSerializer,
)
from store.marks.services import Outcome, Sent
from store.marks.versions import show_mark, whole_version
from store.shared.filters import LARGEST_KEY
from store.sync.devices import DeviceSerializer, MomentField

ENTRY = {"entry": 31}
GONE = {
    "id": "3f0c1f6a-06a5-4f0e-8a3c-5f0a3d0b9c33",
    **ENTRY,
    "is_deleted": True,
    "modified": "2026-11-22T09:31:00Z",
}


class OfEntry(serializers.Serializer):
    """What a mark among others says beside itself."""

    id = serializers.UUIDField()
    entry = serializers.IntegerField(
        min_value=1, max_value=LARGEST_KEY, help_text="Of the library."
    )
    is_deleted = serializers.BooleanField(
        required=False, help_text="true: `id`, `entry` and `modified` will do."
    )


class SentBookmarkSerializer(OfEntry, BookmarkSerializer):
    pass


class SentHighlightSerializer(OfEntry, HighlightSerializer):
    pass


class SentDeletionSerializer(OfEntry):
    device = DeviceSerializer(required=False, allow_null=True)
    modified = MomentField()

    validate = BookmarkSerializer.validate


SERIALIZERS = {
    Kind.BOOKMARK: SentBookmarkSerializer,
    Kind.HIGHLIGHT: SentHighlightSerializer,
}


@extend_schema_field(SentBookmarkSerializer(many=True))
class SentBookmarksField(serializers.ListField):
    pass


@extend_schema_field(SentHighlightSerializer(many=True))
class SentHighlightsField(serializers.ListField):
    pass


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "After some time offline",
            {
                "bookmarks": [{**ENTRY, **BOOKMARK}, GONE],
                "highlights": [{**ENTRY, **HIGHLIGHT}],
            },
            request_only=True,
        )
    ]
)
class MarkBatchSerializer(serializers.Serializer):
    """Marks are looked at one by one, later."""

    bookmarks = SentBookmarksField(required=False, default=list)
    highlights = SentHighlightsField(required=False, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs["bookmarks"]) + len(attrs["highlights"]) > MOST_AT_ONCE:
            raise serializers.ValidationError(f"At most {MOST_AT_ONCE} marks at once.")
        return attrs


class OutcomeSerializer(serializers.Serializer):
    """What became of one."""

    id = serializers.UUIDField(allow_null=True, help_text="null when it is no UUID.")
    result = serializers.ChoiceField(
        choices=Result.choices,
        help_text=(
            "`stored`; `same`: there already; `older`: there is a later version, "
            "`current`; `refused`: `code` says why."
        ),
    )
    code = serializers.CharField(required=False)
    detail = serializers.CharField(required=False)
    errors = serializers.DictField(  # type: ignore[assignment]
        required=False, help_text="Of `invalid`: messages by field."
    )


class BookmarkOutcomeSerializer(OutcomeSerializer):
    current = BookmarkSerializer(required=False)


class HighlightOutcomeSerializer(OutcomeSerializer):
    current = HighlightSerializer(required=False)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "One outcome each, in the order in which they were sent",
            {
                "bookmarks": [
                    {"id": BOOKMARK["id"], "result": "stored"},
                    {"id": GONE["id"], "result": "older", "current": DELETED},
                ],
                "highlights": [
                    {
                        "id": HIGHLIGHT["id"],
                        "result": "refused",
                        "code": "not_held",
                        "detail": "You hold no such book.",
                    }
                ],
            },
            response_only=True,
        )
    ]
)
class MarkOutcomesSerializer(serializers.Serializer):
    bookmarks = BookmarkOutcomeSerializer(many=True)
    highlights = HighlightOutcomeSerializer(many=True)


LISTS = {Kind.BOOKMARK: "bookmarks", Kind.HIGHLIGHT: "highlights"}


@dataclass(frozen=True)
class ReadMark:
    """One of the marks that were sent: `sent` if it is sound, else what is wrong with it."""

    kind: Kind
    uid: UUID | None
    sent: Sent | None = None
    errors: Any = None


class Reader:
    """Reads marks of one kind. One for many: making a serializer takes longer than using it."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.whole, self.deletion = SERIALIZERS[kind](), SentDeletionSerializer()

    def read(self, data: Any) -> ReadMark:
        is_deleted = isinstance(data, dict) and data.get("is_deleted") is True
        serializer = self.deletion if is_deleted else self.whole
        try:
            sent = sent_mark(self.kind, serializer.run_validation(data))
        except serializers.ValidationError as error:
            errors = as_serializer_error(error)
            return ReadMark(self.kind, self.uid_of(data), errors=errors)
        return ReadMark(self.kind, sent.uid, sent)

    def uid_of(self, data: Any) -> UUID | None:
        """Of a mark that is refused, as far as it has one."""
        try:
            uid: UUID = self.deletion.fields["id"].run_validation(data["id"])
        except (serializers.ValidationError, LookupError, TypeError):
            return None
        return uid


def read_marks(batch: dict[str, Any]) -> list[ReadMark]:
    readers = {kind: Reader(kind) for kind in LISTS}
    return [
        readers[kind].read(data) for kind, name in LISTS.items() for data in batch[name]
    ]


def sent_mark(kind: Kind, values: dict[str, Any]) -> Sent:
    return Sent(
        entry_id=values.pop("entry"),
        kind=kind,
        uid=values.pop("id"),
        version=whole_version(values),
    )


def show_refusal(mark: ReadMark) -> dict[str, Any]:
    return {
        "id": mark.uid,
        "result": Result.REFUSED,
        "code": "invalid",
        "detail": "The input is refused.",
        "errors": mark.errors,
    }


def show_outcome(sent: Sent, outcome: Outcome) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": sent.uid, "result": outcome.result}
    if outcome.error is not None:
        shown |= {"code": outcome.error.code, "detail": outcome.error.message}
    if outcome.result == Result.OLDER and outcome.mark is not None:
        shown["current"] = show_mark(outcome.mark, sent.entry_id)
    return shown


def show_outcomes(read: list[ReadMark], outcomes: list[Outcome]) -> dict[str, Any]:
    """As `MarkOutcomesSerializer` describes it; `outcomes` are those of the sound ones."""
    shown: dict[str, list[Any]] = {name: [] for name in LISTS.values()}
    left = iter(outcomes)
    for mark in read:
        row = show_outcome(mark.sent, next(left)) if mark.sent else show_refusal(mark)
        shown[LISTS[mark.kind]].append(row)
    return shown
