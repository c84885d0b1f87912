from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.views import APIView

from store.reviews.models import Review
from store.shared.identity import is_staff, user_id
from store.shared.permissions import IsSignedInOrReadOnly


class OwnReviewOrReadOnly(IsSignedInOrReadOnly):
    """Anyone reads, a signed-in customer writes, and changes what is their own."""

    def has_object_permission(
        self, request: Request, view: APIView, obj: Review
    ) -> bool:
        if request.method in SAFE_METHODS or is_staff(request.user):
            return True
        return obj.customer is not None and obj.customer.user_id == user_id(
            request.user
        )
