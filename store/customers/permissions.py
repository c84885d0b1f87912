from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView


class ViewCustomerHistoryPermission(BasePermission):
    """Holders of `store.view_history`, staff or not."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        user = request.user
        return getattr(user, "pk", None) is not None and user.has_perm(
            "store.view_history"
        )
