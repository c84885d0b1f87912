"""What one holds, and links to it, as the API shows them."""

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
from store.reading.choices import Format
from store.reading.downloads import limit, period
from store.reading.models import BookFile
from store.reading.services import editions_of

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
