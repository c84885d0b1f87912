from store.carts.models import MAX_QUANTITY
from store.shared.errors import Invalid


class TooMany(Invalid):
    code = "too_many"
    field = "quantity"
    message = f"A cart line holds at most {MAX_QUANTITY}."


class UnknownProduct(Invalid):
    code = "unknown_product"
    field = "product_id"
    message = "No product with the given ID was found."
