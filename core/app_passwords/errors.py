from core.errors import AccountError


class TooManyAppPasswords(AccountError):
    status = 409
    code = "too_many_app_passwords"
    message = "An account has at most 20 app passwords. Revoke one first."


class SignedOut(AccountError):
    """The sign-in that asks ended while it waited."""

    status = 401
    code = "signed_out"
    message = "You were signed out. Sign in again."
