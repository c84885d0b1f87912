"""Why a request with a key is not done."""

from core.errors import AccountError


class InvalidKey(AccountError):
    code = "invalid_idempotency_key"
    message = "An Idempotency-Key is 1 to 255 printable ASCII characters."


class KeyReused(AccountError):
    status = 422
    code = "idempotency_key_reused"
    message = "This Idempotency-Key was sent with another request."


class KeyInProgress(AccountError):
    status = 409
    code = "idempotency_in_progress"
    message = "The first request with this Idempotency-Key is not done yet."
