"""Accounts: passwords, tokens, codes, and how often one may try."""

from datetime import timedelta

from storefront.env import env

AUTH_USER_MODEL = "core.User"
PHONENUMBER_DEFAULT_REGION = env.str("PHONE_REGION", "DZ")
PHONENUMBER_DB_FORMAT = "E164"
PHONENUMBER_DEFAULT_FORMAT = "E164"
LOGIN_REDIRECT_URL = "/store/"
AUTHENTICATION_BACKENDS = ["store_custom.backends.StoreBackend"]
# Whether a user works for the whole store: `is_staff` alone opens the admin to vendors too.
STAFF_CHECK = "store.shared.identity.is_staff"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

DJOSER = {
    "TOKEN_MODEL": None,
    "SERIALIZERS": {
        "activation": "core.serializers.ActivationSerializer",
        "password_reset_confirm": "core.serializers.PasswordResetConfirmSerializer",
        "username_reset_confirm": "core.serializers.UsernameResetConfirmSerializer",
        "password_reset": "core.serializers.SendEmailResetSerializer",
        "username_reset": "core.serializers.SendEmailResetSerializer",
        "user_create": "store_custom.sign_up.CustomerCreateSerializer",
        "user": "core.serializers.UserSerializer",
        "current_user": "core.serializers.UserSerializer",
    },
    "EMAIL": {
        "activation": "core.mail.accounts.ActivationEmail",
        "confirmation": "core.mail.accounts.ConfirmationEmail",
    },
    "PASSWORD_RESET_CONFIRM_URL": "password/reset/confirm/{uid}/{token}",
    "USERNAME_RESET_CONFIRM_URL": "username/reset/confirm/{uid}/{token}",
    "ACTIVATION_URL": "activate/{uid}/{token}",
    "EMAIL_FRONTEND_DOMAIN": env.str("FRONTEND_DOMAIN", "localhost:3000"),
    "EMAIL_FRONTEND_SITE_NAME": "Storefront",
}
SIMPLE_JWT = {
    "AUTH_HEADER_TYPES": ("JWT", "Bearer"),
    "ACCESS_TOKEN_LIFETIME": timedelta(days=1),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
    "ROTATE_REFRESH_TOKENS": True,
    "BLACKLIST_AFTER_ROTATION": True,
}
# Of two tabs that refresh at once the second is handed the successor of the first.
JWT_REFRESH_GRACE_SECONDS = env.int("JWT_REFRESH_GRACE_SECONDS", 10)

# How reader apps sign in to the library, and to nothing else.
READER_APP_AUTHENTICATION = (
    "core.app_passwords.authentication.AppPasswordAuthentication"
)

# How often one address and one account may try, as `<scope>:<kind>` (core/throttling.py):
# failures only, but for sign-ups, mails, exports, reports and comments.
THROTTLE_RATES = {
    "sign-in:address": "300/h",
    "sign-in:account": "30/h",
    "sign-up:address": "100/h",
    "token:address": "600/h",
    "app-password:address": "300/h",
    "app-password:account": "60/h",
    "code:address": "200/h",
    "code:account": "30/h",
    "mail:address": "60/h",
    "mail:account": "6/h",
    "password:account": "20/h",
    "export:account": "10/h",
    "report:account": "20/h",
    "comment:account": "60/h",
    **env.dict("THROTTLE_RATES", default={}),
}
# Proxies whose X-Forwarded-For names the client; gunicorn reads the same variable.
FORWARDED_ALLOW_IPS = env.list("FORWARDED_ALLOW_IPS", default=["127.0.0.1", "::1"])
