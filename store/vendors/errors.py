from typing import Any

from store.shared.errors import Conflict, Invalid


class SoleOwnerWithOpenOrders(Conflict):
    """`vendors`: the shops that would be left alone with their orders."""

    code = "sole_owner_with_open_orders"
    message = "You are the only owner of a shop with open orders."

    def __init__(self, vendors: list[dict[str, Any]]) -> None:
        super().__init__(vendors=vendors)


class TooManyApplications(Conflict):
    code = "too_many_applications"
    message = "Your other shops wait for approval. Apply again when one is decided."


class NameTaken(Invalid):
    code = "unique"
    field = "shop_name"
    message = "A shop with this name exists already."


class SlugTaken(Invalid):
    code = "unique"
    field = "slug"
    message = "A shop with this slug exists already."


class IllegalTransition(Conflict):
    """`status`: what the vendor is; `allowed`: what it may become."""

    code = "illegal_transition"

    def __init__(self, *, shop_name: str, status: str, allowed: list[str]) -> None:
        super().__init__(
            f"{shop_name} is {status}: it cannot become that.",
            status=status,
            allowed=allowed,
        )


class ReasonNeeded(Invalid):
    code = "reason_needed"
    field = "reason"
    message = "Say why: the owners are told."


class VendorNotApproved(Conflict):
    code = "vendor_not_approved"
    message = "This shop is not approved."


class AlreadyMember(Conflict):
    code = "already_member"
    message = "This address belongs to a member of the shop."


class TooManyInvitations(Conflict):
    code = "too_many_invitations"
    message = "Too many invitations are open, or were made today."


class InvitedJustNow(Conflict):
    """`retry_after`: seconds until this address may be mailed again."""

    code = "invited_just_now"
    message = (
        "This address was mailed a few minutes ago. Wait before you mail it again."
    )

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after=retry_after)


class InvalidInvitation(Invalid):
    """Wrong, expired, revoked, used or somebody else's: which of them is not said."""

    code = "invalid_invitation"
    field = "token"
    message = "This invitation is not for you, or no longer good."


class LastOwner(Conflict):
    code = "last_owner"
    message = "A shop keeps at least one owner: make somebody else an owner first."
