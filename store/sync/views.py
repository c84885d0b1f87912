"""Lists that apps keep, over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rest_framework.response import Response

from store.shared.scopes import ScopedViewSet
from store.sync.choices import Kind
from store.sync.models import RemovedRow
from store.sync.pagination import SyncPagination, asked_since


class ListsChanges(ScopedViewSet):
    """`?updated_since=` for a list whose rows are removed as `kind`."""

    kind: Kind

    def list(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        since = asked_since(request)
        if since is None:
            return self.list_rows(request)
        paginator = SyncPagination()
        sources = [self.rows_kept(), self.rows_removed()]
        rows = paginator.paginate_changes(sources, since, request)
        response = paginator.get_paginated_response(self.render_changes(rows))
        response.data |= self.beside_changes()
        return response

    def list_rows(self, request: Any) -> Response:
        """The list as it is without the question."""
        raise NotImplementedError

    def rows_kept(self) -> Any:
        """What is in one's own list, with `updated_at`."""
        raise NotImplementedError

    def rows_removed(self) -> Any:
        return RemovedRow.objects.for_user(self.request.user).filter(kind=self.kind)

    def render_kept(self, rows: Sequence[Any]) -> dict[int, dict[str, Any]]:
        """The rows of `rows_kept` as the list shows them, by the row's own key."""
        raise NotImplementedError

    def beside_changes(self) -> dict[str, Any]:
        """What else the envelope says."""
        return {}

    def render_changes(self, rows: Sequence[Any]) -> Sequence[dict[str, Any]]:
        kept = [row for row in rows if not isinstance(row, RemovedRow)]
        shown = self.render_kept(kept)
        return [
            {"id": row.key, "is_deleted": True, "updated_at": row.updated_at}
            if isinstance(row, RemovedRow)
            else {**shown[row.pk], "is_deleted": False, "updated_at": row.updated_at}
            for row in rows
            # It may have gone since the rows were read: then it comes next time.
            if isinstance(row, RemovedRow) or row.pk in shown
        ]
