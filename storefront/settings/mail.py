"""Mail: over SMTP when EMAIL_HOST names a server, to the console otherwise."""

from storefront.env import env

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Storefront <store@localhost>")
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = (
    f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
)

MAIL_KEEP_DAYS = env.int("MAIL_KEEP_DAYS", 90)
# A mail taken by a process that died is due again after this.
MAIL_CLAIM_SECONDS = 5 * 60
