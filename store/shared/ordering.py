"""Ordering that pages can be cut from."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.filters import OrderingFilter
from rest_framework.request import Request
from rest_framework.views import APIView


class StableOrderingFilter(OrderingFilter):
    """`?ordering=` with the key as the last word: equal rows keep their place across pages."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet, view: APIView
    ) -> QuerySet[Any]:
        ordering = self.get_ordering(request, queryset, view)
        if not ordering:
            return queryset
        # In the direction of the word before it: an index serves one direction.
        key = "-id" if ordering[-1].startswith("-") else "id"
        return queryset.order_by(*ordering, key)
