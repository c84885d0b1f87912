from typing import Any

from store.shared.errors import Conflict, Forbidden, Invalid, Refused


class UnknownCart(Invalid):
    code = "unknown_cart"
    field = "cart_id"
    message = "No cart with the given ID was found."


class EmptyCart(Invalid):
    code = "empty_cart"
    field = "cart_id"
    message = "The cart is empty."


class UnknownCompany(Invalid):
    code = "unknown_company"
    field = "company_id"
    message = "You belong to no such company."


class UnknownAddress(Invalid):
    code = "unknown_address"
    field = "shipping_address_id"
    message = "You have no such address."


class TwoDestinations(Invalid):
    code = "two_destinations"
    field = "delivery"
    message = "Send either delivery or shipping_address_id."


class DeliveryDetailsRequired(Invalid):
    """`missing`: the names of the details that the order would lack."""

    code = "delivery_details_required"
    field = "delivery"
    message = "Say where this goes, and a phone number."

    def __init__(self, missing: list[str]) -> None:
        super().__init__(missing=missing)


class EmailNotVerified(Forbidden):
    code = "email_not_verified"
    message = "Verify your e-mail address before you order."


class Unavailable(Conflict):
    """`lines`: the products in the cart that are no longer on sale."""

    code = "unavailable"
    message = "Something in the cart is no longer on sale."

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        super().__init__(lines=lines)


class OrderCannotBeDeleted(Refused):
    code = "order_paid"
    message = "Order cannot be deleted because it is paid."


class OrderAlreadyMoved(Refused):
    code = "order_shipped"
    message = "Order cannot be deleted because something of it was shipped."


class OrderAlreadyPaid(Conflict):
    code = "order_paid"
    message = "The lines of a paid order are not changed any more; cancel them."


class LineAlreadyMoved(Conflict):
    code = "line_moved"
    message = "A line that was packed, shipped or cancelled is not changed any more."


class IllegalStep(Invalid):
    """`legal`: what the lines may become instead; `lines`: those that can't take the step."""

    code = "illegal_step"
    field = "status"
    message = "This status does not follow the one there is."

    def __init__(self, *, legal: list[str], lines: list[dict[str, Any]]) -> None:
        super().__init__(legal=legal, lines=lines)


class UnknownItems(Invalid):
    code = "unknown_items"
    field = "items"
    message = "The order has no such line."


class NotCancellable(Conflict):
    """`lines`: those for which it is too late, or that are cancelled already."""

    code = "not_cancellable"
    message = "It is too late to cancel this."

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        super().__init__(lines=lines)


class NotDelivered(Conflict):
    """`lines`: those that did not arrive, or came back already."""

    code = "not_delivered"
    message = "Only what was delivered is given back."

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        super().__init__(lines=lines)


class ReturnAsked(Conflict):
    """`lines`: those that were asked for already, whatever was decided."""

    code = "return_asked"
    message = "You have asked to return this already."

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        super().__init__(lines=lines)


class ReturnWindowOver(Conflict):
    """`lines`: those that were delivered too long ago."""

    code = "return_window_over"
    message = "It is too late to return this."

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        super().__init__(lines=lines)


class ReturnDecided(Conflict):
    """`status`: what the request is now."""

    code = "return_decided"
    message = "This request was decided or withdrawn already."

    def __init__(self, *, status: str) -> None:
        super().__init__(status=str(status))
