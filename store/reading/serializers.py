"""Files of books, and what one holds, as the API shows them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    PolymorphicProxySerializer,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.reverse import reverse

from store.library.models import GoneEntry, LibraryEntry
from store.progress.serializers import READ_SO_FAR, ReadSoFarSerializer
from store.reading.choices import REASONS, FileStatus, Format
from store.reading.downloads import limit, period
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
HELD_FILE = {
    "format": "epub",
    "edition": 2,
    "is_newest": True,
    "size": 482113,
    "pages": 212,
}
HELD = {
    "id": 31,
    "product": {"id": 11, "title": "Pride and Prejudice"},
    "source": "granted",
    "since": "2026-11-21T09:30:00Z",
    "files": [HELD_FILE],
    "downloads": {"used": 3, "limit": 20, "days": 30},
    "sample": "https://store.example/store/products/11/sample/",
    "url": "https://store.example/store/customers/me/library/31/",
    "progress": READ_SO_FAR,
    "is_deleted": False,
    "updated_at": "2026-11-21T09:30:00Z",
}
GONE = {
    "id": 30,
    "product": {"id": 12},
    "is_deleted": True,
    "updated_at": "2026-11-22T10:00:00Z",
}


def sample_path(product_id: int) -> str:
    return reverse("product-sample", args=[product_id])


def entry_path(pk: int) -> str:
    return reverse("own-library-detail", args=[pk])


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


class HeldProductSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()


class HeldFileSerializer(serializers.ModelSerializer):
    is_newest = serializers.BooleanField()

    class Meta:
        model = BookFile
        fields = [*HELD_FILE]
        read_only_fields = fields


class DownloadsSerializer(serializers.Serializer):
    """How often the book was downloaded within the last `days`, and how often it may be."""

    used = serializers.IntegerField()
    limit = serializers.IntegerField(allow_null=True, help_text="Null: no limit.")
    days = serializers.IntegerField()


@extend_schema_serializer(examples=[OpenApiExample("A book", HELD, response_only=True)])
class HeldEntrySerializer(serializers.ModelSerializer):
    """What the customer holds; `files` are those that may be downloaded."""

    product = HeldProductSerializer(read_only=True)
    since = serializers.DateTimeField(source="created_at", read_only=True)
    files = serializers.SerializerMethodField()
    downloads = serializers.SerializerMethodField()
    sample = serializers.SerializerMethodField(help_text="If there is one.")
    url = serializers.SerializerMethodField()
    progress = serializers.SerializerMethodField(
        help_text="How far it was read; null when it never was. Never zero for that."
    )
    is_deleted = serializers.BooleanField(default=False, read_only=True)

    class Meta:
        model = LibraryEntry
        fields = [*HELD]
        read_only_fields = fields

    @extend_schema_field(HeldFileSerializer(many=True))
    def get_files(self, entry: LibraryEntry) -> Any:
        files = self.context["files"].get(entry.product_id, [])
        rows, seen = [], set()
        for edition in editions_of(entry=entry, files=files):
            edition.is_newest = edition.format not in seen  # type: ignore[attr-defined]
            seen.add(edition.format)
            rows.append(edition)
        return HeldFileSerializer(rows, many=True).data

    @extend_schema_field(DownloadsSerializer)
    def get_downloads(self, entry: LibraryEntry) -> dict[str, int | None]:
        used = self.context["used"].get(entry.pk, 0)
        return {"used": used, "limit": limit(), "days": period().days}

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_sample(self, entry: LibraryEntry) -> str | None:
        files = self.context["files"].get(entry.product_id, [])
        if not any(file.is_sample and file.is_current for file in files):
            return None
        return self.absolute(sample_path(entry.product_id))

    @extend_schema_field(serializers.URLField)
    def get_url(self, entry: LibraryEntry) -> str:
        return self.absolute(entry_path(entry.pk))

    def absolute(self, path: str) -> str:
        url: str = self.context["request"].build_absolute_uri(path)
        return url

    @extend_schema_field(ReadSoFarSerializer(allow_null=True))
    def get_progress(self, entry: LibraryEntry) -> Any:
        found = self.context["progress"].get(entry.product_id)
        return None if found is None else ReadSoFarSerializer(found).data


class GoneProductSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="product_id")


@extend_schema_serializer(examples=[OpenApiExample("Gone", GONE, response_only=True)])
class GoneEntrySerializer(serializers.ModelSerializer):
    """What the customer does not hold any more."""

    id = serializers.IntegerField(source="entry_id", read_only=True)
    product = GoneProductSerializer(source="*", read_only=True)
    is_deleted = serializers.BooleanField(default=True, read_only=True)

    class Meta:
        model = GoneEntry
        fields = [*GONE]
        read_only_fields = fields


LIBRARY_ROW = PolymorphicProxySerializer(
    component_name="LibraryRow",
    serializers=[HeldEntrySerializer, GoneEntrySerializer],
    resource_type_field_name=None,
    many=True,
)


@extend_schema_serializer(
    examples=[
        OpenApiExample("The newest", {"format": "epub"}, request_only=True),
        OpenApiExample(
            "The one that was bought",
            {"format": "epub", "edition": 1},
            request_only=True,
        ),
    ]
)
class WantedFileSerializer(serializers.Serializer):
    format = serializers.ChoiceField(choices=Format.choices)
    edition = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        help_text="The newest without.",
    )


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A link",
            {
                "url": "https://store.example/store/downloads/WzMxLDdd:1vN2Yk:9fQ…/",
                "expires_at": "2026-11-21T09:45:00Z",
            },
            response_only=True,
        )
    ]
)
class LinkSerializer(serializers.Serializer):
    url = serializers.URLField()
    expires_at = serializers.DateTimeField()
