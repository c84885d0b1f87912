"""Files of books, and what one holds, as the API shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers

from store.reading.choices import REASONS, FileStatus, Format
from store.reading.held_serializers import entry_path, sample_path
from store.reading.models import BookFile
from store.reading.services import editions_of
from store.shared.fields import ExplicitBooleanField

PUBLIC = {
    "id": 7,
    "format": "epub",
    "is_sample": False,
    "edition": 2,
    "size": 482113,
    "pages": 212,
    "cover": "https://store.example/media/store/covers/cover_k3Jd81a.jpg",
    "uploaded_at": "2026-11-21T09:30:00Z",
    "url": "https://store.example/store/customers/me/library/31/",
}
FOR_WRITERS = {
    "status": "ready",
    "reason": None,
    "replaced_at": None,
    "found": {
        "title": "Pride and Prejudice",
        "authors": ["Jane Austen"],
        "language": "en",
    },
}


class RefusalSerializer(serializers.Serializer):
    code = serializers.ChoiceField(choices=[*REASONS.items()])
    message = serializers.CharField()


class FoundInFileSerializer(serializers.Serializer):
    """What the file says of itself."""

    title = serializers.CharField()
    authors = serializers.ListField(child=serializers.CharField())
    language = serializers.CharField()


@extend_schema_serializer(
    examples=[
        OpenApiExample("To everyone", PUBLIC, response_only=True),
        OpenApiExample(
            "To who writes the product", {**PUBLIC, **FOR_WRITERS}, response_only=True
        ),
    ]
)
class BookFileSerializer(serializers.ModelSerializer):
    """One edition. `status`, `reason`, `replaced_at` and `found`: to who writes the product."""

    pages = serializers.IntegerField(
        read_only=True,
        allow_null=True,
        help_text="Of an EPUB one for each kilobyte of its chapters, as readers count.",
    )
    status = serializers.ChoiceField(
        choices=FileStatus.choices, read_only=True, required=False
    )
    reason = serializers.SerializerMethodField(
        required=False, help_text="Why it was refused, if it was."
    )
    replaced_at = serializers.DateTimeField(
        read_only=True, required=False, allow_null=True
    )
    found = serializers.SerializerMethodField(required=False)
    url = serializers.SerializerMethodField(
        help_text=(
            "Of a sample: where everyone reads it. Of a file that the caller holds: the "
            "entry in their library, where it is downloaded."
        )
    )

    class Meta:
        model = BookFile
        fields = [*PUBLIC, *FOR_WRITERS]
        read_only_fields = fields

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        view = self.context.get("view")
        if view is not None and not getattr(view, "writes", True):
            for name in FOR_WRITERS:
                del fields[name]
        return fields

    @extend_schema_field(RefusalSerializer(allow_null=True))
    def get_reason(self, edition: BookFile) -> dict[str, str] | None:
        if not edition.reason:
            return None
        message = REASONS.get(edition.reason, edition.reason)
        return {"code": edition.reason, "message": message}

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_url(self, edition: BookFile) -> str | None:
        absolute = self.context["request"].build_absolute_uri
        entry = self.context.get("entry")
        if edition.is_sample and edition.is_current:
            path = f"{sample_path(edition.book_id)}?file_format={edition.format}"
            return absolute(path)
        if entry and editions_of(entry=entry, files=[edition]):
            return absolute(entry_path(entry.pk))
        return None

    @extend_schema_field(FoundInFileSerializer)
    def get_found(self, edition: BookFile) -> dict[str, Any]:
        return {
            name: getattr(edition, name) for name in ("title", "authors", "language")
        }


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A file (multipart)",
            {"file": "(binary)", "is_sample": False},
            request_only=True,
        )
    ]
)
class UploadSerializer(serializers.Serializer):
    file = serializers.FileField(
        allow_empty_file=True,
        help_text="A PDF or an EPUB: what it is, its content says.",
    )
    is_sample = ExplicitBooleanField(
        default=False, help_text="true: for everyone, before they buy."
    )


class SampleQuerySerializer(serializers.Serializer):
    file_format = serializers.ChoiceField(choices=Format.choices, required=False)
