"""Vendors over HTTP."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.shared.filters import FilterWhenAsked
from store.shared.ordering import StableOrderingFilter
from store.shared.permissions import IsStoreStaff
from store.shared.schema import describe
from store.shared.scopes import get_or_404
from store.shared.search import WordSearchFilter
from store.vendors import services
from store.vendors.choices import VendorStatus
from store.vendors.filters import VendorFilter
from store.vendors.models import Vendor, VendorMember
from store.vendors.permissions import RunsOrReadOnly
from store.vendors.scopes import OwnMembershipViewSet, ShopViewSet
from store.vendors.serializers import (
    OptionalReasonSerializer,
    OwnMembershipSerializer,
    ReasonSerializer,
    VendorApplicationSerializer,
    VendorChangeSerializer,
    VendorSerializer,
)


@describe(
    "vendor",
    list=(
        "The approved vendors. `is_open` is false while one is on vacation. With "
        "`?status=pending` staff find who waits for a decision; to others no vendor has "
        "that status."
    ),
    retrieve=(
        "One approved vendor. One that is pending, suspended or rejected is a 404 for "
        "all but its members and staff."
    ),
    create=(
        "Apply: the shop is `pending` until staff decide, and you are its owner. At most "
        "three may wait: then 409 `too_many_applications`."
    ),
    partial_update=(
        "What the shop says of itself, by an owner or manager. Name, slug and status are "
        "not changed here. The answer is the whole vendor."
    ),
)
class VendorViewSet(ShopViewSet, ListModelMixin, RetrieveModelMixin):
    """The shops. Anyone reads, who is signed in applies, staff decide."""

    model = Vendor
    permission_classes = [RunsOrReadOnly]
    filter_backends = [FilterWhenAsked, WordSearchFilter, StableOrderingFilter]
    filterset_class = VendorFilter
    search_fields = ["shop_name", "description"]
    ordering_fields = ["shop_name", "created_at"]
    serializers: ClassVar[dict[str, type[BaseSerializer]]] = {
        "create": VendorApplicationSerializer,
        "partial_update": VendorChangeSerializer,
        "approve": OptionalReasonSerializer,
        "suspend": ReasonSerializer,
        "reject": ReasonSerializer,
    }

    def shape(self, queryset: Any) -> Any:
        return queryset.with_favorite(self.request.user)

    def get_serializer_class(self) -> type[BaseSerializer]:
        return self.serializers.get(self.action, VendorSerializer)

    @extend_schema(responses={201: VendorSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        data = self.read()
        vendor = services.apply_for_vendor(user=request.user, **data)
        return self.answer(vendor, status.HTTP_201_CREATED)

    @extend_schema(responses=VendorSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(
            self.get_object(), data=request.data, partial=True
        )
        serializer.is_valid(raise_exception=True)
        return self.answer(serializer.save())

    @extend_schema(
        summary="Approve a vendor",
        description=(
            "By staff: its published products go on sale, and its owners are told. From "
            "any other state; 409 `illegal_transition` when it is approved already."
        ),
        responses=VendorSerializer,
    )
    @action(["POST"], detail=True, permission_classes=[IsStoreStaff])
    def approve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.change_status(VendorStatus.APPROVED)

    @extend_schema(
        summary="Suspend a vendor",
        description=(
            "By staff: an approved vendor's products leave the catalogue at once, and its "
            "owners are told the reason. 409 `illegal_transition` from another state."
        ),
        responses=VendorSerializer,
    )
    @action(["POST"], detail=True, permission_classes=[IsStoreStaff])
    def suspend(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.change_status(VendorStatus.SUSPENDED)

    @extend_schema(
        summary="Reject an application",
        description=(
            "By staff, while it is pending; its owners are told the reason. 409 "
            "`illegal_transition` from another state."
        ),
        responses=VendorSerializer,
    )
    @action(["POST"], detail=True, permission_classes=[IsStoreStaff])
    def reject(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.change_status(VendorStatus.REJECTED)

    def change_status(self, to: VendorStatus) -> Response:
        vendor = self.get_object()
        changed = services.change_status(
            vendor=vendor, to=to, by=self.request.user, **self.read()
        )
        return self.answer(changed)

    def read(self) -> dict[str, Any]:
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data

    def answer(self, vendor: Vendor, code: int = status.HTTP_200_OK) -> Response:
        written = get_or_404(self.shape(Vendor.objects.all()), pk=vendor.pk)
        context = self.get_serializer_context()
        return Response(VendorSerializer(written, context=context).data, status=code)


@describe(
    "vendor of yours",
    "vendors of yours",
    list=(
        "The vendors where you are a member, with your role, in whatever state they are."
    ),
)
class OwnVendorsViewSet(OwnMembershipViewSet, ListModelMixin):
    """Where the signed-in user works."""

    model = VendorMember
    serializer_class = OwnMembershipSerializer

    def shape(self, queryset: Any) -> Any:
        return queryset.with_vendor(self.request.user)
