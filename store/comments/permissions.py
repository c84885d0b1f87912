from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.views import APIView

from store.comments.models import Comment
from store.shared.identity import is_staff, user_id
from store.shared.permissions import IsSignedInOrReadOnly


class OwnCommentOrReadOnly(IsSignedInOrReadOnly):
    """Anyone reads; one changes and deletes one's own, and staff delete any."""

    def has_object_permission(
        self, request: Request, view: APIView, obj: Comment
    ) -> bool:
        if request.method in SAFE_METHODS:
            return True
        if request.method == "DELETE" and is_staff(request.user):
            return True
        own = user_id(request.user)
        return (
            own is not None and obj.customer is not None and obj.customer.user_id == own
        )
