"""Lists that apps keep: as pages, or what changed since they were here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from heapq import merge
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from rest_framework.fields import DateTimeField
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from store.shared.pagination import EnvelopePagination
from store.sync.models import CustomerClock

EVER = datetime(1970, 1, 1, tzinfo=UTC)
SINCE = "updated_since"


class SinceSerializer(Serializer[Any]):
    """`?updated_since=`"""

    updated_since = DateTimeField(required=False)


def asked_since(request: Request) -> datetime | None:
    """After which moment the changes are asked for; None when they are not. 400 for nonsense."""
    query = SinceSerializer(data=request.query_params)
    query.is_valid(raise_exception=True)
    since: datetime | None = query.validated_data.get(SINCE)
    return since


class SyncPagination(EnvelopePagination):
    """The envelope with `synced_at`, which is what to send as `?updated_since=` next time.

    With it come the changes after that moment, the oldest first, up to 100; `next` is where
    the others are. Rows have `updated_at`, a moment that no two rows of a customer share.
    `paginate_changes` may be given several querysets: rows, and what became of deleted ones.
    """

    page_size_of_changes = 100
    changes = False
    synced_at = EVER
    more = ""

    def paginate_queryset(
        self, queryset: Any, request: Request, view: APIView | None = None
    ) -> list[Any] | None:
        since = asked_since(request)
        if since is not None:
            return self.paginate_changes([queryset], since, request)
        self.synced_at = clock_of(request.user)
        return super().paginate_queryset(queryset, request, view)

    def paginate_changes(
        self, sources: Sequence[QuerySet[Any]], since: datetime, request: Request
    ) -> list[Any]:
        self.changes, self.request = True, request
        # Read first: what changes from here on is later than this, and comes next time.
        self.synced_at = max(clock_of(request.user), since)
        size = self.get_page_size(request) or self.max_page_size
        if self.page_size_query_param not in request.query_params:
            size = self.page_size_of_changes
        later = [rows.filter(updated_at__gt=since) for rows in sources]
        self.count = sum(rows.count() for rows in later)
        moment = attrgetter("updated_at")
        newer = [rows.order_by("updated_at")[: size + 1] for rows in later]
        rows = list(merge(*newer, key=moment))
        if len(rows) > size:
            self.synced_at = moment(rows[size - 1])
            shown = self.synced_at.isoformat().replace("+00:00", "Z")
            url = request.build_absolute_uri()
            self.more = replace_query_param(url, SINCE, shown)
        return rows[:size]

    def get_paginated_response(self, data: Any) -> Response:
        if self.changes:
            envelope = {
                "count": self.count,
                "next": self.more or None,
                "previous": None,
                "results": data,
            }
        else:
            envelope = super().get_paginated_response(data).data
        return Response({**envelope, "synced_at": self.synced_at})

    def to_html(self) -> str:
        return "" if self.changes else super().to_html()

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        envelope = super().get_paginated_response_schema(schema)
        envelope["properties"]["synced_at"] = {
            "type": "string",
            "format": "date-time",
            "description": "To be sent as `updated_since` next time.",
            "example": "2026-11-22T09:30:00.123456Z",
        }
        envelope["required"] = [*envelope["required"], "synced_at"]
        return envelope

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        since = {
            "name": SINCE,
            "required": False,
            "in": "query",
            "description": (
                "Only what changed after this moment, deletions too (`is_deleted`), the "
                "oldest change first: follow `next` to its end, then keep `synced_at`. "
                "`1970-01-01T00:00:00Z` gets everything."
            ),
            "schema": {"type": "string", "format": "date-time"},
        }
        return [*super().get_schema_operation_parameters(view), since]


def clock_of(user: object) -> datetime:
    clock = CustomerClock.objects.for_user(user).first()
    return EVER if clock is None else clock.moment
