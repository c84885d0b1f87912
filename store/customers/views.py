"""Customers over HTTP."""

from __future__ import annotations

from typing import Any

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
from store.customers.models import Customer
from store.customers.serializers import (
    CustomerSerializer,
    OwnCustomerSerializer,
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

    def get_serializer_class(self) -> type[BaseSerializer]:
        if self.action == "create":
            return RegisterCustomerSerializer
        if self.action == "me" and not is_staff(self.request.user):
            return OwnCustomerSerializer
        return CustomerSerializer

    def get_object(self) -> Customer:
        if "pk" in self.kwargs:
            return super().get_object()
        return get_or_404(Customer.objects.for_user(self.request.user))

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        services.delete_customer(customer=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        summary="Read or change your own profile",
        description="The signed-in customer. Only staff change `membership`.",
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
