from typing import Any

from store.carts.models import MAX_QUANTITY
from store.shared.errors import Conflict, Invalid


class TooMany(Invalid):
    code = "too_many"
    field = "quantity"
    message = f"A cart line holds at most {MAX_QUANTITY}."


class UnknownProduct(Invalid):
    code = "unknown_product"
    field = "product_id"
    message = "No product with the given ID was found."


class TooManyTogether(Conflict):
    """`lines`: the products of which both carts together hold more than one line may."""

    code = "too_many_together"
    message = f"Together the carts hold more than {MAX_QUANTITY} of a product."

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        super().__init__(lines=lines)
