"""Products of a vendor as files over HTTP."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.catalog.models import Product
from store.shared.schema import describe
from store.sheets.choices import MOST_PROBLEMS, MOST_ROWS, FileFormat
from store.sheets.downloads import XLSX, download
from store.sheets.models import ProductImport
from store.sheets.scopes import SheetViewSet
from store.sheets.serializers import (
    ImportDetailSerializer,
    ImportSerializer,
    StartImportSerializer,
)
from store.sheets.services import start_import


class ProductExportViewSet(SheetViewSet):
    """`vendors/{id}/products/export/`."""

    model = Product

    @extend_schema(
        summary="Download the products of a vendor",
        description=(
            "All of them, drafts too, for owners and managers: as CSV in UTF-8, or as "
            f"XLSX for up to {MOST_ROWS:,} products (409 `not_for_xlsx`). What a "
            "spreadsheet would take for a formula has a `'` in front. The file can be "
            "imported again, and changes nothing then. Columns: docs/importing.md."
        ),
        parameters=[
            OpenApiParameter(
                "file_format", str, enum=FileFormat.values, default=FileFormat.CSV.value
            )
        ],
        responses={
            (200, "text/csv"): OpenApiTypes.BINARY,
            (200, XLSX): OpenApiTypes.BINARY,
        },
    )
    def export(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = request.query_params.get("file_format", FileFormat.CSV)
        if wanted not in FileFormat.values:
            text = f'"{wanted}" is not a valid choice.'
            raise ValidationError({"file_format": [text]})
        return download(vendor=self.vendor, file_format=wanted)


@describe(
    "import of products",
    "imports of products",
    list="Newest first, for owners and managers.",
    retrieve=(
        "How far it is: `done` of `total` rows while it is `running`. When it is `done`, "
        "what it wrote, or in a dry run would write, and the problems: the first "
        f"{MOST_PROBLEMS:,} of `problems_count`. `failed`: `error` says why."
    ),
    create=(
        f"A file of at most {MOST_ROWS:,} rows and 5 MB. All of it is written or, with a "
        "problem in any row, nothing. The answer is the import that waits for a worker. "
        "400: `not_a_sheet`, `wrong_encoding`, `empty_sheet`, `unknown_columns`, "
        "`duplicate_columns`, `missing_columns`, `sheet_too_large`. 409: "
        "`vendor_not_approved` (a dry run is free to all), `too_many_imports`."
    ),
)
class ProductImportViewSet(SheetViewSet, ListModelMixin, RetrieveModelMixin):
    """`vendors/{id}/imports/`."""

    model = ProductImport
    parser_classes = [MultiPartParser]

    def get_serializer_class(self) -> type[BaseSerializer]:
        if self.action == "create":
            return StartImportSerializer
        return ImportSerializer if self.action == "list" else ImportDetailSerializer

    def shape(self, queryset: Any) -> Any:
        return queryset.defer("problems") if self.action == "list" else queryset

    @extend_schema(responses={202: ImportDetailSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        upload = serializer.validated_data["file"]
        job = start_import(
            vendor=self.vendor,
            by=request.user,
            content=upload.read(),
            file_name=upload.name,
            dry_run=serializer.validated_data["dry_run"],
        )
        data = ImportDetailSerializer(job).data
        return Response(data, status=status.HTTP_202_ACCEPTED)
