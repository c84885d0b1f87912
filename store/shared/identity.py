"""Who is asking, whatever stands in `request.user`.

Test clients and other back ends may sign in a user that was never saved, or something
that is no user at all; a question about rights must have an answer for them as well.
"""


def user_id(user: object) -> int | None:
    """The key of a saved, active account, else None."""
    return getattr(user, "pk", None)


def is_staff(user: object) -> bool:
    return bool(getattr(user, "is_staff", False))


def is_signed_in(user: object) -> bool:
    return bool(user and getattr(user, "is_authenticated", False))
