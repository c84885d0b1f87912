from typing import Any

from store.shared.errors import Conflict


class SoleOwnerWithOpenOrders(Conflict):
    """`vendors`: the shops that would be left alone with their orders."""

    code = "sole_owner_with_open_orders"
    message = "You are the only owner of a shop with open orders."

    def __init__(self, vendors: list[dict[str, Any]]) -> None:
        super().__init__(vendors=vendors)
