"""How orders may be paid."""

from decimal import Decimal

from storefront.env import env

STORE_PAYMENT_METHODS = env.list(
    "STORE_PAYMENT_METHODS", default=["cash_on_delivery", "chargily", "manual"]
)
# Empty: the buyer chooses, at the checkout or later.
STORE_DEFAULT_PAYMENT_METHOD = env.str("STORE_DEFAULT_PAYMENT_METHOD", "")
# How much one buyer may have on the way to be paid in cash; 0: any amount.
STORE_CASH_LIMIT = Decimal(env.str("STORE_CASH_LIMIT", "0"))
STORE_BANK_DETAILS = env.str("STORE_BANK_DETAILS", "")
# Where a payment page sends the buyer back to; {order} and {payment} are their keys.
STORE_PAYMENT_RETURN_URL = env.str(
    "STORE_PAYMENT_RETURN_URL",
    f"http://{env.str('FRONTEND_DOMAIN', 'localhost:3000')}"
    "/orders/{order}/?payment={payment}",
)
# What a killed worker had begun is left to others after so long (seconds).
PAYMENT_CLAIM_SECONDS = 5 * 60

# --- Chargily Pay (docs/payments.md): off without a key ---------------------------

# test_sk_… or live_sk_…; the same key signs the webhooks.
CHARGILY_SECRET_KEY = env.str("CHARGILY_SECRET_KEY", "").strip()
CHARGILY_API_URL = env.str(
    "CHARGILY_API_URL", "https://pay.chargily.net/test/api/v2/"
).strip()
# Seconds: until a connection stands, and of silence while an answer is awaited.
CHARGILY_CONNECT_TIMEOUT = env.float("CHARGILY_CONNECT_TIMEOUT", 3.0)
CHARGILY_READ_TIMEOUT = env.float("CHARGILY_READ_TIMEOUT", 10.0)
