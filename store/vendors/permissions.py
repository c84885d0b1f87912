"""Who may write what a vendor says of itself."""

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.views import APIView

from store.shared.permissions import IsSignedInOrReadOnly
from store.vendors.models import Vendor


class RunsOrReadOnly(IsSignedInOrReadOnly):
    """Anyone reads, who is signed in applies; owners, managers and staff change."""

    def has_object_permission(
        self, request: Request, view: APIView, obj: Vendor
    ) -> bool:
        return (
            request.method in SAFE_METHODS
            or Vendor.objects.run_by(request.user).filter(pk=obj.pk).exists()
        )
