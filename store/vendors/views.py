"""Vendors, for anyone."""

from rest_framework.mixins import ListModelMixin, RetrieveModelMixin

from store.shared.ordering import StableOrderingFilter
from store.shared.schema import describe
from store.shared.scopes import PublicViewSet
from store.shared.search import WordSearchFilter
from store.vendors.models import Vendor
from store.vendors.serializers import VendorSerializer


@describe(
    "vendor",
    list="The approved vendors. `is_open` is false while one is on vacation.",
    retrieve="One approved vendor; 404 for one that is pending or suspended.",
)
class VendorPublicViewSet(PublicViewSet, ListModelMixin, RetrieveModelMixin):
    model = Vendor
    serializer_class = VendorSerializer
    filter_backends = [WordSearchFilter, StableOrderingFilter]
    search_fields = ["shop_name", "description"]
    ordering_fields = ["shop_name", "created_at"]
