"""`/auth/`: djoser's routes, and simplejwt's by exact path.

Djoser's own JWT patterns are not anchored at their end: `jwt/createXYZ` would be the
login view too, past any limit that a proxy puts on the exact address.
"""

from django.urls import re_path
from rest_framework.routers import DefaultRouter

from core.app_passwords.views import AppPasswordViewSet
from core.codes import views as codes
from core.sessions import views as sessions
from core.views import UserViewSet

router = DefaultRouter()
router.register("users", UserViewSet)
router.register("app-passwords", AppPasswordViewSet, basename="app-password")

VIEWS = {
    "jwt/create": sessions.SignInView,
    "jwt/refresh": sessions.RefreshView,
    "jwt/verify": sessions.VerifyView,
    "jwt/logout": sessions.SignOutView,
    "jwt/logout-all": sessions.SignOutEverywhereView,
    "email/verify": codes.VerifyEmailView,
    "email/resend": codes.ResendView,
    "password/forgot": codes.ForgotPasswordView,
    "password/reset": codes.ResetPasswordView,
}
urlpatterns = [
    *router.urls,
    *(
        re_path(rf"^{path}/?\Z", view.as_view(), name=path.replace("/", "-"))
        for path, view in VIEWS.items()
    ),
]
