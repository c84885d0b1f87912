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
