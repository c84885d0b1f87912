from store.carts.models import MAX_QUANTITY
from store.shared.errors import Invalid


class TooMany(Invalid):
    code = "too_many"
    field = "quantity"
    message = f"A cart line holds at most {MAX_QUANTITY}."
