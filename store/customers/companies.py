"""Companies over HTTP."""

from __future__ import annotations

from typing import Any

from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import status
from rest_framework.mixins import (
    CreateModelMixin,
    ListModelMixin,
    RetrieveModelMixin,
    UpdateModelMixin,
)
from rest_framework.request import Request
from rest_framework.response import Response

from store.customers import services
from store.customers.company_serializers import CompanySerializer
from store.customers.filters import CompanyFilter
from store.customers.models import Company
from store.shared.ordering import StableOrderingFilter
from store.shared.schema import describe
from store.shared.scopes import StaffViewSet
from store.shared.search import WordSearchFilter


@describe(
    "company",
    "companies",
    list="Every company, for staff. `search` finds every word in name or tax number.",
    create="Staff add a company that orders may be billed to.",
    update="Write every field. Orders keep what they were billed to.",
    partial_update=(
        "Write some fields; the answer is the whole company. Orders keep what they were "
        "billed to."
    ),
    destroy="Its customers stay, and its orders keep what they were billed to.",
)
class CompanyViewSet(
    StaffViewSet,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
):
    """Whom orders may be billed to. `customers/{id}/` says who belongs to which."""

    model = Company
    serializer_class = CompanySerializer
    filter_backends = [DjangoFilterBackend, WordSearchFilter, StableOrderingFilter]
    filterset_class = CompanyFilter
    search_fields = ["name", "tax_number"]
    ordering_fields = ["name"]

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.delete_company(company=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)
