from core.errors import AccountError


class InvalidCode(AccountError):
    """Wrong, expired, used, replaced, or nobody's: which of them is nobody's business."""

    code = "invalid_code"
    message = "This code is wrong or no longer good. Ask for a new one."


class AlreadyVerified(AccountError):
    status = 409
    code = "already_verified"
    message = "This address is verified."
