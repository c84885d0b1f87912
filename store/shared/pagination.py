"""How lists come: in an envelope, or bare with a `Link` to the next page."""

from typing import Any

from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView


class EnvelopePagination(PageNumberPagination):
    """`{count, next, previous, results}`, 10 a page, `?page_size=` up to 100."""

    page_size = 10
    page_size_query_param = "page_size"
    max_page_size = 100


class BareListPagination(PageNumberPagination):
    """A bare array of at most 100 rows; `?page=` or `?page_size=` asks for the envelope.

    When there is more, the header `Link: <…>; rel="next"` (RFC 8288) says where.
    """

    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 100
    bare = False
    next_page = ""

    def paginate_queryset(
        self, queryset: Any, request: Request, view: APIView | None = None
    ) -> list[Any] | None:
        asked = {self.page_query_param, self.page_size_query_param}
        self.bare = asked.isdisjoint(request.query_params)
        if not self.bare:
            return super().paginate_queryset(queryset, request, view)
        rows = list(queryset[: self.max_page_size + 1])
        if len(rows) > self.max_page_size:
            url = request.build_absolute_uri()
            self.next_page = replace_query_param(url, self.page_query_param, 2)
        return rows[: self.max_page_size]

    def get_paginated_response(self, data: Any) -> Response:
        if not self.bare:
            return super().get_paginated_response(data)
        link = f'<{self.next_page}>; rel="next"'
        return Response(data, headers={"Link": link} if self.next_page else None)

    def to_html(self) -> str:
        return "" if self.bare else super().to_html()

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return schema
