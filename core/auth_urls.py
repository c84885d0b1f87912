"""`/auth/`: djoser's routes, and simplejwt's by exact path.

Djoser's own JWT patterns are not anchored at their end: `jwt/createXYZ` would be the
login view too, past any limit that a proxy puts on the exact address.
"""

from django.urls import re_path
from rest_framework.routers import DefaultRouter
from rest_framework_simplejwt import views

from core.views import UserViewSet

router = DefaultRouter()
router.register("users", UserViewSet)

urlpatterns = [
    *router.urls,
    re_path(r"^jwt/create/?\Z", views.TokenObtainPairView.as_view(), name="jwt-create"),
    re_path(r"^jwt/refresh/?\Z", views.TokenRefreshView.as_view(), name="jwt-refresh"),
    re_path(r"^jwt/verify/?\Z", views.TokenVerifyView.as_view(), name="jwt-verify"),
]
