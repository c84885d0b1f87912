"""Every address of the project; the shop's own are in `store/urls.py`."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import (
    SpectacularAPIView,
    SpectacularRedocView,
    SpectacularSwaggerSplitView,
)

admin.site.site_header = "Storefront Admin"
admin.site.index_title = "Admin Dashboard"

urlpatterns = [
    path("", include("core.urls")),
    path("admin/", admin.site.urls),
    path("auth/", include("core.auth_urls")),
    path("store/", include("store.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(), name="docs"),
    path("api/redoc/", SpectacularRedocView.as_view(), name="redoc"),
    path("api-auth/", include("rest_framework.urls")),
]
if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

handler400 = "storefront.api.errors.bad_request"
handler403 = "storefront.api.errors.forbidden"
handler404 = "storefront.api.errors.not_found"
handler500 = "storefront.api.errors.server_error"
