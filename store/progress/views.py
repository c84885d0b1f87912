"""Where one is in what one holds, over HTTP."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from store.customers.scopes import CustomerViewSet
from store.customers.services import customer_for
from store.library.models import LibraryEntry
from store.progress.batches import Items
from store.progress.models import ReadingDay, ReadingProgress
from store.progress.serializers import (
    BatchResultSerializer,
    BatchSerializer,
    ItemSerializer,
    MoveSerializer,
    ProgressSerializer,
    ReadingTimeSerializer,
    SessionSerializer,
    as_position,
    as_session,
)
from store.progress.services import move_to, progress_of, reading_time, store_batch
from store.sync.pagination import SyncPagination

ENTRY = OpenApiParameter("id", int, OpenApiParameter.PATH, description="Of the entry.")
UNREAD: dict[str, Any] = {
    "current": None,
    "devices": [],
    "is_finished": False,
    "finished_at": None,
    "updated_at": None,
}


class ProgressViewSet(CustomerViewSet):
    """`customers/me/library/{id}/progress/`."""

    model = LibraryEntry
    serializer_class = ProgressSerializer

    def shape(self, queryset: Any) -> Any:
        return queryset.select_related("product")

    @extend_schema(
        summary="Read where you are in a book",
        description="On which device, and on each. `current` is null when it was never read.",
        parameters=[ENTRY],
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.answer(self.get_object())

    @extend_schema(
        summary="Say where you are in a book",
        description=(
            "What is later by `modified` is the current position. An older one, of whatever "
            "device, is a 409 `older_position` with both (`current`, `sent`): nothing is "
            "changed, and the app may ask its reader. Of two at the same moment one wins, "
            "whatever their order. The very same again: 200. 400 `modified_in_future` for a "
            "clock that is more than five minutes ahead, with `server_time`; "
            "`session_in_future`, 409 `session_exists`."
        ),
        parameters=[ENTRY],
        request=MoveSerializer,
    )
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        entry = self.get_object()
        serializer = MoveSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        session = as_session(serializer.validated_data.get("session"))
        sent = as_position(serializer.validated_data)
        move_to(entry=entry, sent=sent, session=session)
        return self.answer(entry)

    def answer(self, entry: LibraryEntry) -> Response:
        found: Any = progress_of(entry=entry)
        if found is None:
            found = {"entry": entry.pk, "product": entry.product, **UNREAD}
        else:
            found.entry, found.product = entry.pk, entry.product
        return Response(ProgressSerializer(found).data)


class ProgressListViewSet(CustomerViewSet, ListModelMixin):
    """`customers/me/library/progress/`."""

    model = ReadingProgress
    serializer_class = ProgressSerializer
    pagination_class = SyncPagination
    filter_backends: list[Any] = []

    def shape(self, queryset: Any) -> Any:
        held = queryset.held().select_related("product").order_by("-updated_at")
        return held.prefetch_related("devices")

    @extend_schema(
        summary="List where you are in all books",
        description=(
            "Of what you hold and have read in, the last change first; with "
            "`updated_since` what changed after it. What you do not hold any more is told "
            "by `customers/me/library/`, whose entries also bring their progress along."
        ),
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(
        summary="Send what was read without a network",
        description=(
            "Up to 100 positions and 100 sessions. Each is judged alone: `stored` (it is "
            "the current position now), `kept` (there is a later one: it counts for its "
            "device and for `finished_at`), `same`, or `refused` with a `code`: `invalid`, "
            "`not_held`, `modified_in_future`, `session_in_future`, `session_exists`. The "
            "same batch again changes nothing, and batches of several devices leave the "
            "same in any order."
        ),
        request=BatchSerializer,
        responses=BatchResultSerializer,
    )
    def store(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        batch = BatchSerializer(data=request.data)
        batch.is_valid(raise_exception=True)
        positions = Items(
            batch.validated_data["positions"],
            ItemSerializer,
            lambda data: (data["entry"], as_position(data)),
        )
        sessions = Items(
            batch.validated_data["sessions"], SessionSerializer, as_session
        )
        stored, counted = store_batch(
            customer_id=customer_for(user=request.user).pk,
            positions=positions.values,
            sessions=sessions.values,
        )
        body = {
            "positions": positions.results("entry", stored),
            "sessions": sessions.results("id", counted),
            "server_time": timezone.now(),
        }
        return Response(BatchResultSerializer(body).data)


class ReadingTimeViewSet(CustomerViewSet):
    """`customers/me/reading/`."""

    model = ReadingDay
    serializer_class = ReadingTimeSerializer

    @extend_schema(
        summary="Read how long you read",
        description=(
            "By the days of the store's time zone, from the sessions that devices sent: of "
            "a day 24 hours at most. A book is finished when it was read to its end once."
        ),
    )
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(ReadingTimeSerializer(reading_time(user=request.user)).data)
