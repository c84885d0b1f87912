"""`Idempotency-Key`: a POST that may be sent again (core/idempotency)."""

from datetime import timedelta

from storefront.env import env

IDEMPOTENCY_KEPT_FOR = timedelta(hours=env.int("IDEMPOTENCY_HOURS", 24))
# A larger body goes past the memory, to a view that is itself the same when it is repeated.
IDEMPOTENCY_MAX_BYTES = env.int("STORE_MAX_UPLOAD_BYTES", 5_000_000)
# Expressions for the beginning of a path. Of `/auth/` sign-up alone: other answers there
# carry tokens, which are not to be kept.
IDEMPOTENCY_PATHS = [r"/store/", r"/auth/users/\Z"]
# A decorator: how to open a transaction that may be done again from its start.
RETRIED_TRANSACTION = "store.shared.retrying.retried"
