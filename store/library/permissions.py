"""Who may know who holds what."""

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from store.catalog.models import Product
from store.catalog.services import can_write_product
from store.library.services import may_see_holders


class RunsTheShop(BasePermission):
    """Staff; owners and managers of the product's vendor, who give while it is approved."""

    def has_object_permission(
        self, request: Request, view: APIView, obj: Product
    ) -> bool:
        allowed = (
            may_see_holders if request.method in SAFE_METHODS else can_write_product
        )
        return allowed(user=request.user, product=obj)
