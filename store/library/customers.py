"""Held items over HTTP, from the side of the customer."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from store.books.serializers import OwnReaderSerializer, OwnStaffReaderSerializer
from store.catalog.models import Product
from store.customers.serializers import (
    CustomerSerializer,
    OwnCustomerSerializer,
    OwnStaffCustomerSerializer,
    RegisterCustomerSerializer,
)
from store.customers.views import StaffCustomerViewSet
from store.library.models import LibraryEntry
from store.library.serializers import (
    NEWEST,
    HoldingCustomerSerializer,
    ItemKeySerializer,
    MessageSerializer,
    RegisterHoldingCustomerSerializer,
    say,
)
from store.library.services import find_item, grant_item, take_item


class HoldingCustomerViewSet(StaffCustomerViewSet):
    """Every customer with what they hold, for staff; `me/` for whoever is signed in."""

    with_what_they_hold: ClassVar[dict[type[BaseSerializer], type[BaseSerializer]]] = {
        CustomerSerializer: HoldingCustomerSerializer,
        RegisterCustomerSerializer: RegisterHoldingCustomerSerializer,
        OwnCustomerSerializer: OwnReaderSerializer,
        OwnStaffCustomerSerializer: OwnStaffReaderSerializer,
    }

    def paginate_queryset(self, queryset: Any) -> Any:
        """A page of customers, with the items of those who hold few."""
        page: Any = super().paginate_queryset(queryset)
        counts = LibraryEntry.objects.counts(page)
        few = {pk for pk, count in counts.items() if count <= NEWEST}
        items = defaultdict(list)
        for entry in LibraryEntry.objects.filter(customer__in=few).newest():
            items[entry.customer_id].append(entry)
        for customer in page:
            customer.item_count = counts.get(customer.pk, 0)
            many = customer.item_count > NEWEST
            customer.newest_items = None if many else items[customer.pk]
        return page

    def get_serializer_class(self) -> type[BaseSerializer]:
        usual = super().get_serializer_class()
        return self.with_what_they_hold.get(usual, usual)

    @extend_schema(
        summary="Let a customer hold an item",
        description=(
            "By staff. `item_id` is a product. Again: 200, `changed` is false; 409 "
            "`account_not_in_use` for an account that is closed."
        ),
        request=ItemKeySerializer,
        responses=MessageSerializer,
    )
    @action(["POST"], detail=True)
    def add_item(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        customer, product = self.get_object(), self.named()
        is_new = grant_item(customer=customer, product=product, by=request.user)
        verb = "now holds" if is_new else "already holds"
        return Response(say(customer, verb, product, is_new))

    @extend_schema(
        summary="Take an item from a customer",
        description=(
            "By staff. What they do not hold: 200, `changed` is false. What they bought "
            "stays: 409 `items_bought`."
        ),
        request=ItemKeySerializer,
        responses=MessageSerializer,
    )
    @action(["POST"], detail=True)
    def remove_item(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        customer, product = self.get_object(), self.named()
        was_held = take_item(customer=customer, product=product)
        verb = "no longer holds" if was_held else "does not hold"
        return Response(say(customer, verb, product, was_held))

    def named(self) -> Product:
        serializer = ItemKeySerializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return find_item(pk=serializer.validated_data["item_id"])
