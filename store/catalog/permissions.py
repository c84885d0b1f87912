"""Who may write the catalogue."""

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from store.catalog.models import Product, ProductImage
from store.catalog.services import can_write_product
from store.shared.identity import is_signed_in, is_staff
from store.vendors.models import Vendor


class SellsOrReadOnly(BasePermission):
    """Anyone reads; staff, and members of a product's approved vendor, write."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if request.method in SAFE_METHODS or is_staff(request.user):
            return True
        return (
            is_signed_in(request.user)
            and Vendor.objects.written_by(request.user).exists()
        )

    def has_object_permission(
        self, request: Request, view: APIView, obj: Product | ProductImage
    ) -> bool:
        if request.method in SAFE_METHODS:
            return True
        product = obj if isinstance(obj, Product) else obj.product
        return can_write_product(user=request.user, product=product)
