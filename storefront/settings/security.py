"""What a browser may do with the pages: the same policy everywhere, so that tests see it."""

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE

from storefront.env import env
from storefront.settings.storage import MEDIA_ORIGINS

# Where pictures come from besides this host and the bucket that keeps the uploads.
CSP_MEDIA_SOURCES = env.list("CSP_MEDIA_SOURCES", default=[])
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        # The admin, Swagger and Redoc set style attributes.
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", *MEDIA_ORIGINS, *CSP_MEDIA_SOURCES],
        "worker-src": [SELF, "blob:"],  # Redoc's search
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
