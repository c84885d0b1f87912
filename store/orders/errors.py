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
