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
