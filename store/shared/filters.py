"""`?name=value` on lists."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView

LARGEST_KEY = 2**63 - 1


class FilterWhenAsked(DjangoFilterBackend):
    """Build the filter form only for a request that filters: it costs more than the query."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet, view: APIView
    ) -> QuerySet[Any]:
        names = self.get_filterset_class(view, queryset).base_filters
        if names.keys().isdisjoint(request.query_params):
            return queryset
        return super().filter_queryset(request, queryset, view)


class KeyFilter(django_filters.NumberFilter):
    """By the key of another row; nothing is found for one that is not there.

    A `ModelChoiceFilter` puts every row there is into the form of the browsable API, and
    tells who may not see a row whether it exists.
    """

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=1, max_value=LARGEST_KEY, **kwargs)
