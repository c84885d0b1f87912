"""Who is asking, whatever stands in `request.user`.

Test clients and other back ends may sign in a user that was never saved, or something
that is no user at all; a question about rights must have an answer for them as well.
"""

from typing import Any


def user_id(user: object) -> int | None:
    """The key of a saved, active account, else None."""
    return getattr(user, "pk", None)


def is_staff(user: object) -> bool:
    """Whether they work for the store itself and may see every vendor's rows.

    Who sells for a vendor does not, even with `is_staff`: that opens the admin to them, for
    the rows of their vendor. A superuser always does.
    """
    return bool(getattr(user, "is_staff", False)) and not sells(user)


def sells(user: object) -> bool:
    """Whether they are a member of any vendor, in whatever state it is, and no superuser."""
    return not getattr(user, "is_superuser", False) and bool(memberships(user))


def memberships(user: object) -> list[Any]:
    """Their roles (`VendorMember`, with the vendor), read once for each user object.

    A request has a user object of its own.
    """
    if user_id(user) is None or not hasattr(user, "vendor_memberships"):
        return []
    known = getattr(user, "_memberships", None)
    if known is None:
        known = list(user.vendor_memberships.select_related("vendor"))
        user._memberships = known  # type: ignore[attr-defined]
    return known


def is_signed_in(user: object) -> bool:
    return bool(user and getattr(user, "is_authenticated", False))
