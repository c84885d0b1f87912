from typing import Any

from store.shared.errors import Conflict, Forbidden, Invalid, Refused


class ProductInUse(Refused):
    code = "product_in_use"
    message = "Product cannot be deleted because it is associated with an order item."


class CollectionInUse(Refused):
    code = "collection_in_use"
    message = "Collection cannot be deleted because it includes one or more products."


class OutOfStock(Conflict):
    """`lines`: what was wanted of each short product, and what is left."""

    code = "out_of_stock"
    message = "There is not enough in stock."

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        super().__init__(lines=lines)


class NotYourVendor(Forbidden):
    code = "not_your_vendor"
    message = "You may not write the products of this vendor."


class VendorNeeded(Invalid):
    code = "vendor_needed"
    field = "vendor_id"
    message = "You sell for several vendors. Say for which one."


class UnknownProducts(Invalid):
    """`ids`: those that are no products of this vendor."""

    code = "unknown_products"
    field = "items"
    message = "Some of these are no products of yours; nothing was changed."

    def __init__(self, ids: list[int]) -> None:
        super().__init__(ids=ids)
