"""Marks: what goes in, and examples of what comes out of `store.marks.versions`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from store.marks.choices import (
    LONGEST_LOCATOR,
    LONGEST_NOTE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Color,
)
from store.marks.fields import ExactTextField, ProgressionField
from store.sync.devices import DeviceSerializer, MomentField

BOOKMARK = {
    "id": "7d1f0f9e-5c34-4b0e-9a57-0f1f6f3c2a11",
    "locator": "epubcfi(/6/14!/4/2/16/1:0)",
    "page": 112,
    "progression": 0.428571,
    "title": "Chapter 7",
    "note": "Read this again.",
    "device": {"id": "5b1c", "name": "Amina's phone"},
    "modified": "2026-11-22T09:30:00.123000Z",
}
HIGHLIGHT = {
    **BOOKMARK,
    "id": "0b9f2a3e-7b1d-4a53-8a39-2f1d5f6c7e22",
    "locator_end": "epubcfi(/6/14!/4/2/16/1:68)",
    "text": "It is a truth universally acknowledged",
    "color": "yellow",
}
KEPT = {
    "entry": 31,
    "product": 11,
    "is_deleted": False,
    "created_at": "2026-11-22T09:30:01.004211Z",
    "updated_at": "2026-11-22T09:30:01.004211Z",
}
BLANKS = {"locator": "", "page": None, "progression": None, "title": "", "note": ""}
DELETED = {**BOOKMARK, **KEPT, **BLANKS, "device": None, "is_deleted": True}
CHANGE = {"note": "Twice.", "modified": "2026-11-22T09:41:07Z"}


@extend_schema_serializer(
    examples=[
        OpenApiExample("A bookmark", BOOKMARK, request_only=True),
        OpenApiExample("A change", CHANGE, request_only=True),
        OpenApiExample("A bookmark as read", {**BOOKMARK, **KEPT}, response_only=True),
        OpenApiExample("A deleted one, in a sync", DELETED, response_only=True),
    ]
)
class BookmarkSerializer(serializers.Serializer):
    """A place in a book."""

    id = serializers.UUIDField(
        required=False,
        help_text="Made by the device, so that a POST may be repeated; by the store without.",
    )
    entry = serializers.IntegerField(
        read_only=True,
        help_text="Of the library, now; another one after a new purchase.",
    )
    product = serializers.IntegerField(read_only=True)
    locator = serializers.CharField(
        max_length=LONGEST_LOCATOR,
        trim_whitespace=False,
        help_text="Where it is: a CFI of an EPUB, `page=12` of a PDF, or the app's own.",
    )
    page = serializers.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, allow_null=True
    )
    progression = ProgressionField(help_text="0 to 1, kept to a millionth.")
    title = ExactTextField(max_length=LONGEST_TITLE)
    note = ExactTextField(max_length=LONGEST_NOTE, help_text="Plain text.")
    device = DeviceSerializer(
        required=False, allow_null=True, help_text="Which one made this version."
    )
    modified = MomentField(
        help_text=(
            "When the device made this version, with a time zone; at most five minutes "
            "ahead of the store. The latest version is kept."
        )
    )
    is_deleted = serializers.BooleanField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(
        read_only=True, help_text="When the store took this version in."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """With the device as columns. A change of some fields says when, too."""
        if "modified" not in attrs:
            raise serializers.ValidationError(
                {"modified": [self.fields["modified"].error_messages["required"]]}
            )
        if "device" in attrs:
            device = attrs.pop("device") or {"id": ""}
            attrs |= {
                "device_id": device["id"],
                "device_name": device.get("name", ""),
            }
        return attrs


@extend_schema_serializer(
    examples=[
        OpenApiExample("A highlight", HIGHLIGHT, request_only=True),
        OpenApiExample("A change", CHANGE, request_only=True),
        OpenApiExample(
            "A highlight as read", {**HIGHLIGHT, **KEPT}, response_only=True
        ),
    ]
)
class HighlightSerializer(BookmarkSerializer):
    """Marked words."""

    locator_end = ExactTextField(
        max_length=LONGEST_LOCATOR,
        help_text="Where it ends; empty when `locator` is a range.",
    )
    text = ExactTextField(max_length=LONGEST_TEXT, help_text="The marked words.")
    color = serializers.ChoiceField(
        choices=Color.choices,
        default=Color.YELLOW,
        # DRF's own message repeats what was sent.
        error_messages={"invalid_choice": f"One of: {', '.join(Color.values)}."},
    )


class DeletedSinceSerializer(serializers.Serializer):
    """`?modified=` of a deletion."""

    modified = MomentField(required=False)
