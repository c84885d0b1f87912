"""Customers over HTTP."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import (
    CreateModelMixin,
    ListModelMixin,
    RetrieveModelMixin,
    UpdateModelMixin,
)
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.customers import services
from store.customers.models import Address, Customer
from store.customers.scopes import CustomerViewSet
from store.customers.serializers import (
    AddressSerializer,
    CustomerSerializer,
    OwnCustomerSerializer,
    OwnStaffCustomerSerializer,
    RegisterCustomerSerializer,
)
from store.shared.identity import is_staff
from store.shared.schema import describe
from store.shared.scopes import StaffViewSet, get_or_404


@describe(
    "customer",
    list="Every customer, for staff.",
    create="Staff make an account (without a password) and its profile together.",
    destroy="A customer who ordered stays: 405.",
)
class StaffCustomerViewSet(
    StaffViewSet,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
):
    """Every customer for staff, and `me/` for whoever is signed in."""

    model = Customer
    serializer_class = CustomerSerializer

    def shape(self, queryset: Any) -> Any:
        return queryset.prefetch_related("companies")

    def get_serializer_class(self) -> type[BaseSerializer]:
        if self.action == "create":
            return RegisterCustomerSerializer
        if self.action == "me":
            staff = is_staff(self.request.user)
            return OwnStaffCustomerSerializer if staff else OwnCustomerSerializer
        return CustomerSerializer

    def get_object(self) -> Customer:
        if "pk" in self.kwargs:
            return super().get_object()
        own = Customer.objects.for_user(self.request.user)
        return get_or_404(self.shape(own.select_related("user")))

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.delete_customer(customer=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Read or change your own profile",
        description=(
            "The signed-in customer. Only staff change `membership` and say, at "
            "`customers/{id}/`, who belongs to which company; names and e-mail are those "
            "of the account, which `/auth/users/me/` changes."
        ),
    )
    @action(["GET", "PUT", "PATCH"], detail=False, permission_classes=[IsAuthenticated])
    def me(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if request.method in SAFE_METHODS or request.user.pk is None:
            return Response(self.get_serializer(self.get_object()).data)
        serializer = self.get_serializer(
            services.customer_for(user=request.user),
            data=request.data,
            partial=request.method == "PATCH",
        )
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(serializer.data)


@describe(
    "address",
    "addresses",
    list="Your own addresses, oldest first.",
    create=(
        "Your first address becomes the default for billing and for shipping, whatever "
        "is sent. At most 50 addresses: then 409 `too_many_addresses`."
    ),
    update=(
        "Write every field of one address; a default that is not sent stays as it is."
    ),
    partial_update=(
        "`is_default_billing` and `is_default_shipping`: true moves the default here "
        "from the address that had it, false clears it where it is here."
    ),
    destroy=(
        "Delete one address. No other becomes the default in its place: choose one."
    ),
)
class AddressViewSet(
    CustomerViewSet,
    ListModelMixin,
    RetrieveModelMixin,
    CreateModelMixin,
    UpdateModelMixin,
):
    """Where the signed-in customer lives or wants things sent."""

    model = Address
    serializer_class = AddressSerializer

    def shape(self, queryset: Any) -> Any:
        return queryset.select_related("customer")

    def get_object(self) -> Address:
        return get_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def perform_create(self, serializer: BaseSerializer) -> None:
        if self.request.user.pk is None:
            raise Http404
        serializer.save(customer=services.customer_for(user=self.request.user))

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.delete_address(address=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)
