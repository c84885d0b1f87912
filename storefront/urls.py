"""Every address of the project; the shop's own are in `store/urls.py`."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.contrib.auth.views import LoginView
from django.urls import include, path
from django.views.decorators.cache import cache_page
from drf_spectacular.views import (
    SpectacularAPIView,
    SpectacularRedocView,
    SpectacularSwaggerSplitView,
)

from core.pages import change_password, limit_guesses
from store.routes import OPDS_PATHS

admin.site.site_header = "Storefront Admin"
admin.site.index_title = "Admin Dashboard"

api_login = LoginView.as_view(template_name="rest_framework/login.html")

urlpatterns = [
    path("", include("core.urls")),
    path("health/", include("storefront.health")),
    # These three stand before the pages of the same addresses.
    path("admin/login/", limit_guesses(admin.site.login, "sign-in")),
    path(
        "admin/password_change/",
        admin.site.admin_view(change_password, cacheable=True),
    ),
    path("api-auth/login/", limit_guesses(api_login, "sign-in")),
    path("admin/", admin.site.urls),
    path("auth/", include("core.auth_urls")),
    path("store/", include("store.urls")),
    path("store/", include("store_custom.urls")),
    path("opds/", include(OPDS_PATHS)),
    # Written anew it takes up to a second; the minute is what a deploy may lag behind.
    path("api/schema/", cache_page(60)(SpectacularAPIView.as_view()), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(), name="docs"),
    path("api/redoc/", SpectacularRedocView.as_view(), name="redoc"),
    path("api-auth/", include("rest_framework.urls")),
]
if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
if "debug_toolbar" in settings.INSTALLED_APPS:
    urlpatterns.append(path("__debug__/", include("debug_toolbar.urls")))
if "silk" in settings.INSTALLED_APPS:
    urlpatterns.append(path("silk/", include("silk.urls", namespace="silk")))

handler400 = "storefront.api.errors.bad_request"
handler403 = "storefront.api.errors.forbidden"
handler404 = "storefront.api.errors.not_found"
handler500 = "storefront.api.errors.server_error"
