from __future__ import annotations

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from store.orders.models import Order
from store.shared.identity import user_id


def cancels_for_others(user: Any) -> bool:
    """Holders of `store.cancel_order`, staff or not."""
    return user_id(user) is not None and user.has_perm("store.cancel_order")


class CancelOrderPermission(BasePermission):
    """One's own order, and any for holders of the permission."""

    def has_object_permission(
        self, request: Request, view: APIView, obj: Order
    ) -> bool:
        user = request.user
        return cancels_for_others(user) or obj.customer.user_id == user_id(user)
