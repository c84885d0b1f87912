"""Everything that holds in every environment. Values come from `storefront.env`.

What has a story of its own stands in a file of its own beside this one.
"""

from decimal import Decimal

from corsheaders.defaults import default_headers

from storefront.env import BASE_DIR, env
from storefront.settings.accounts import *  # noqa: F403
from storefront.settings.accounts import THROTTLE_RATES
from storefront.settings.backup import *  # noqa: F403
from storefront.settings.cache import *  # noqa: F403
from storefront.settings.idempotency import *  # noqa: F403
from storefront.settings.logs import *  # noqa: F403
from storefront.settings.mail import *  # noqa: F403
from storefront.settings.metrics import *  # noqa: F403
from storefront.settings.payments import *  # noqa: F403
from storefront.settings.reading import *  # noqa: F403
from storefront.settings.reports import *  # noqa: F403
from storefront.settings.security import *  # noqa: F403
from storefront.settings.storage import *  # noqa: F403
from storefront.settings.tasks import *  # noqa: F403

# --- What is installed ------------------------------------------------------------

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "corsheaders",
    "csp",
    "django_filters",
    "rest_framework",
    "rest_framework_simplejwt.token_blacklist",
    "djoser",
    "phonenumber_field",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "storefront",
    "core",
    "store",
    "tags",
    "likes",
    "store_custom",
    "storefront.watching",
]

MIDDLEWARE = [
    "storefront.watching.access.AccessLog",
    "storefront.watching.metrics.RequestMetrics",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "storefront.middleware.LimitRequestBody",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "storefront.caching.KeptAnswers",
    "storefront.middleware.AppendSlash",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "storefront.middleware.ContentSecurityPolicy",
    "storefront.middleware.AnswerStorageOutage",
    "core.idempotency.middleware.IdempotencyKeys",
]

ROOT_URLCONF = "storefront.urls"
WSGI_APPLICATION = "storefront.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "storefront" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- The shop ---------------------------------------------------------------------

STORE_TAX_RATE = Decimal(env.str("STORE_TAX_RATE", "0.10"))
STORE_COMMISSION_RATE = Decimal(env.str("STORE_COMMISSION_RATE", "0.10"))
STORE_CURRENCY = env.str("STORE_CURRENCY", "DZD")
STORE_REQUIRE_VERIFIED_EMAIL = env.bool("STORE_REQUIRE_VERIFIED_EMAIL", False)
STORE_REQUIRE_DELIVERY_DETAILS = env.bool("STORE_REQUIRE_DELIVERY_DETAILS", False)
STORE_COUNTRY = env.str("STORE_COUNTRY", "DZ")
STORE_CART_DAYS = env.int("STORE_CART_DAYS", 30)
STORE_RETURN_DAYS = env.int("STORE_RETURN_DAYS", 14)
STORE_COMMENT_EDIT_MINUTES = env.int("STORE_COMMENT_EDIT_MINUTES", 15)
STORE_HISTORY_DAYS = env.int("STORE_HISTORY_DAYS", 365)
# Off in tests, which write what was seen when they want to.
STORE_HISTORY_IN_BACKGROUND = True
STORE_NOTICE_EMAILS = env.list("STORE_NOTICE_EMAILS", default=[])
STORE_MAX_BODY_BYTES = env.int("STORE_MAX_BODY_BYTES", 1_000_000)
STORE_MAX_UPLOAD_BYTES = env.int("STORE_MAX_UPLOAD_BYTES", 5_000_000)

CORS_ALLOWED_ORIGINS = env.list(
    "CORS_ALLOWED_ORIGINS",
    default=[
        f"http://{host}:{port}"
        for host in ("localhost", "127.0.0.1")
        for port in (3000, 5173, 8001)
    ],
)
CORS_ALLOW_CREDENTIALS = True
CORS_ALLOW_HEADERS = [
    *(*default_headers, "idempotency-key"),
    *("range", "if-range", "if-none-match"),
]
CORS_EXPOSE_HEADERS = [
    *("X-Request-ID", "Idempotent-Replayed", "Retry-After"),
    *("Accept-Ranges", "Content-Disposition", "Content-Range"),  # downloads
    *("ETag", "Link"),  # lists
]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- The API ----------------------------------------------------------------------

REST_FRAMEWORK = {
    "COERCE_DECIMAL_TO_STRING": False,
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "core.sessions.authentication.SessionJWTAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "store.shared.pagination.BareListPagination",
    "DEFAULT_PARSER_CLASSES": [
        "storefront.api.parsers.ShallowJSONParser",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_THROTTLE_RATES": THROTTLE_RATES,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "storefront.api.errors.exception_handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Storefront API",
    "VERSION": "1.0.0",
    "DESCRIPTION": (
        "A multi-vendor store: one catalogue, one cart and one checkout for many shops.\n\n"
        "Sign in at `/auth/jwt/create/` and send `Authorization: JWT <access>`. "
        "Money is a JSON number with two decimals. Every error carries a stable `code`."
    ),
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/(store|auth)/",
    "SCHEMA_PATH_PREFIX_TRIM": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SORT_OPERATION_PARAMETERS": False,
    "PREPROCESSING_HOOKS": ["storefront.api.schema.keep_canonical_paths"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "storefront.api.schema.complete",
        "storefront.api.idempotency_docs.describe_keys",
    ],
    "ENUM_NAME_OVERRIDES": {
        "PositionOutcomeEnum": "store.progress.choices.Outcome",
        "MarkOutcomeEnum": "store.marks.choices.Result",
        "BookFormatEnum": "store.books.choices.Format",
        "PaymentStatusEnum": "store.orders.choices.PaymentStatus",
        "PaymentMethodEnum": "store.orders.choices.PaymentMethod",
        "AttemptStatusEnum": "store.payments.choices.AttemptStatus",
        "HolderEnum": "store.payments.choices.Holder",
        "RefundStatusEnum": "store.payments.choices.RefundStatus",
        "UnappliedReasonEnum": "store.payments.choices.UnappliedReason",
        "EntryKindEnum": "store.payments.choices.EntryKind",
        "OrderStatusEnum": "store.orders.choices.OrderStatus",
        "ReturnStatusEnum": "store.orders.choices.ReturnStatus",
        "ReturnReasonEnum": "store.orders.choices.ReturnReason",
        "ReportReasonEnum": "store.reviews.choices.ReportReason",
        "VendorStatusEnum": "store.vendors.choices.VendorStatus",
        "BookFileStatusEnum": "store.reading.choices.FileStatus",
        "ImportStatusEnum": "store.sheets.choices.ImportStatus",
        "MembershipEnum": "store.customers.choices.Membership",
    },
}

# --- Files -----------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"

# --- Language, time ---------------------------------------------------------------

LANGUAGE_CODE = "en-us"
TIME_ZONE = env.str("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

# --- Admin ------------------------------------------------------------------------

UNFOLD = {
    "SITE_TITLE": "Storefront Admin",
    "SITE_HEADER": "Storefront Admin",
    "SITE_SYMBOL": "storefront",
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": "storefront.admin_menu.favicon",
        }
    ],
    "STYLES": ["storefront.admin_menu.style"],
    "DASHBOARD_CALLBACK": "store.sales.front_page.show_reports",
    "SHOW_VIEW_ON_SITE": True,
    "SIDEBAR": {"navigation": "storefront.admin_menu.sidebar"},
    "COLORS": {
        "primary": {
            "50": "#fff7ed",
            "100": "#ffedd5",
            "200": "#fed7aa",
            "300": "#fdba74",
            "400": "#fb923c",
            "500": "#f97316",
            "600": "#c2560c",
            "700": "#9a4310",
            "800": "#7c2d12",
            "900": "#651f0b",
            "950": "#431407",
        }
    },
}
