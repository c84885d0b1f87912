"""One page of those who hold a product."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from store.shared.pagination import EnvelopePagination


class HolderPagination(EnvelopePagination):
    """The envelope without `results`: the view says what it is about."""

    def get_paginated_response(self, data: dict[str, Any]) -> Response:
        envelope = super().get_paginated_response([]).data
        del envelope["results"]
        return Response({**envelope, **data})
