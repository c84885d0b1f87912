"""Rights that are not about rows: who may read, who may write."""

from rest_framework.permissions import (
    SAFE_METHODS,
    BasePermission,
    DjangoModelPermissions,
)
from rest_framework.request import Request
from rest_framework.views import APIView

from store.shared.identity import is_signed_in, is_staff


class IsAdminOrReadOnly(BasePermission):
    """Anyone reads, staff write."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.method in SAFE_METHODS or is_staff(request.user)


class IsStoreStaff(BasePermission):
    """Those who work for the store itself; DRF's `IsAdminUser` lets in vendors' members."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return is_staff(request.user)


class IsSignedInOrReadOnly(BasePermission):
    """Anyone reads, a signed-in user writes."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.method in SAFE_METHODS or is_signed_in(request.user)


class FullDjangoModelPermissions(DjangoModelPermissions):
    """Django's model permissions, with `view_…` asked for reads as well."""

    # A map of our own: DRF's is shared by every view of the process.
    perms_map = {
        **DjangoModelPermissions.perms_map,
        "GET": ["%(app_label)s.view_%(model_name)s"],
        "HEAD": ["%(app_label)s.view_%(model_name)s"],
    }
