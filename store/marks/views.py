"""Marks over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from store.customers.scopes import CustomerViewSet
from store.marks.batches import (
    MarkBatchSerializer,
    MarkOutcomesSerializer,
    read_marks,
    show_outcomes,
)
from store.marks.choices import MOST_AT_ONCE, Kind
from store.marks.models import Mark
from store.marks.scopes import BookMarkScope, MarkScope
from store.marks.serializers import (
    BookmarkSerializer,
    DeletedSinceSerializer,
    HighlightSerializer,
)
from store.marks.services import add_mark, change_mark, delete_mark, keep_marks
from store.marks.versions import show_mark
from store.shared.schema import describe
from store.shared.scopes import get_or_404
from store.sync.pagination import SyncPagination

ENTRY_KEY = OpenApiParameter(
    "entry_pk", int, OpenApiParameter.PATH, description="An id of your library."
)
MARK_KEY = OpenApiParameter("id", OpenApiTypes.UUID, OpenApiParameter.PATH)
WORDS = {
    "create": (
        "201; the same sent again: 200 with what there is. 409 `mark_exists` for another "
        "one with this id, deleted ones included, with it as `current` (null: in another "
        "book); 409 `too_many_marks`."
    ),
    "update": (
        "What is not sent is blank. 409 `older_mark` when there is a later version, with "
        "`current` and `sent`. A deleted one comes back."
    ),
    "partial_update": (
        "Some fields and `modified`. 409 `older_mark` as for PUT; 409 `mark_deleted`: a "
        "deleted one is brought back by PUT."
    ),
    "destroy": (
        "204, also for one that is deleted already. 409 `older_mark` when it was changed "
        "after `modified`. It stays, without its content, for other devices to hear of."
    ),
    "retrieve": "404 for a deleted one, which `updated_since` lists.",
}
BATCH = (
    "What a device did while it was offline: the latest version of each mark, at most "
    f"{MOST_AT_ONCE}. Each gets an outcome of its own, and the others are stored. Sent again "
    "nothing changes, and in whatever order devices send theirs, the same marks are there "
    "in the end. Refused: `invalid`, `not_held`, `mark_exists`, `too_many_marks`, "
    "`modified_in_future`."
)


class MarkListViewSet(MarkScope, ListModelMixin):
    """Of all books that are held."""

    model = Mark
    pagination_class = SyncPagination

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response([self.shown(mark) for mark in page])

    def shown(self, mark: Any) -> dict[str, Any]:
        return show_mark(mark, mark.entry_id)


@extend_schema(parameters=[ENTRY_KEY])
class BookMarkViewSet(BookMarkScope, MarkListViewSet):
    """Of one book."""

    def get_object(self) -> Mark:
        mark: Mark = get_or_404(self.get_queryset(), uid=self.kwargs["pk"])
        return mark

    def shown(self, mark: Any) -> dict[str, Any]:
        return show_mark(mark, self.entry.pk)

    def read(self, *, partial: bool = False) -> dict[str, Any]:
        serializer = self.get_serializer(data=self.request.data, partial=partial)
        serializer.is_valid(raise_exception=True)
        sent: dict[str, Any] = serializer.validated_data
        return sent

    @extend_schema(parameters=[MARK_KEY])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.shown(self.get_object()))

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        sent = self.read()
        mark, is_new = add_mark(
            entry=self.entry,
            kind=self.kind,
            uid=sent.pop("id", None) or uuid4(),
            sent=sent,
        )
        code = status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        return Response(self.shown(mark), status=code)

    @extend_schema(parameters=[MARK_KEY])
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.change(whole=True)

    @extend_schema(parameters=[MARK_KEY])
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.change(whole=False)

    def change(self, *, whole: bool) -> Response:
        mark = self.get_object()
        sent = self.read(partial=not whole)
        sent.pop("id", None)
        mark = change_mark(entry=self.entry, mark=mark, sent=sent, whole=whole)
        return Response(self.shown(mark))

    @extend_schema(parameters=[MARK_KEY, DeletedSinceSerializer], responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        mark = self.get_object()
        query = DeletedSinceSerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        delete_mark(entry=self.entry, mark=mark, **query.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


@describe("bookmark", list="Yours in a book that you hold.", **WORDS)
class BookmarkViewSet(BookMarkViewSet):
    """`customers/me/library/{id}/bookmarks/`."""

    kind = Kind.BOOKMARK
    serializer_class = BookmarkSerializer


@describe("highlight", list="Yours in a book that you hold.", **WORDS)
class HighlightViewSet(BookMarkViewSet):
    """`customers/me/library/{id}/highlights/`."""

    kind = Kind.HIGHLIGHT
    serializer_class = HighlightSerializer


class OwnBookmarkViewSet(MarkListViewSet):
    """`customers/me/library/bookmarks/`."""

    kind = Kind.BOOKMARK
    serializer_class = BookmarkSerializer

    @extend_schema(
        operation_id="customers_me_all_bookmarks_list",
        summary="List your bookmarks in all books",
        description="Those in books that you hold now.",
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)


class OwnHighlightViewSet(MarkListViewSet):
    """`customers/me/library/highlights/`."""

    kind = Kind.HIGHLIGHT
    serializer_class = HighlightSerializer

    @extend_schema(
        operation_id="customers_me_all_highlights_list",
        summary="List your highlights in all books",
        description="Those in books that you hold now.",
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)


class MarkBatchViewSet(CustomerViewSet):
    """`customers/me/library/marks/`."""

    model = Mark
    serializer_class = MarkBatchSerializer

    @extend_schema(
        summary="Send many bookmarks and highlights",
        description=BATCH,
        responses={200: MarkOutcomesSerializer},
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        read = read_marks(serializer.validated_data)
        sound = [mark.sent for mark in read if mark.sent]
        outcomes = keep_marks(user=request.user, sent=sound)
        return Response(show_outcomes(read, outcomes))
