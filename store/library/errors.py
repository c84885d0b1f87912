from store.shared.errors import Conflict, Invalid


class UnknownCustomer(Invalid):
    code = "unknown_customer"
    field = "customer_id"
    message = "No customer with the given ID was found."


class UnknownItem(Invalid):
    code = "unknown_item"
    field = "item_id"
    message = "No product with the given ID was found."


class UnknownItems(Invalid):
    """`ids`: those that are no products."""

    code = "unknown_items"
    field = "item_ids"
    message = "Some of these are no products; nothing was changed."

    def __init__(self, ids: list[int]) -> None:
        super().__init__(ids=ids)


class ItemsBought(Conflict):
    """`ids`: the products that the customer bought."""

    code = "items_bought"
    message = "What a customer bought is not taken away; nothing was changed."

    def __init__(self, ids: list[int]) -> None:
        super().__init__(ids=ids)


class AccountNotInUse(Conflict):
    code = "account_not_in_use"
    message = "The account of this customer is not in use."


class NotHeld(Invalid):
    code = "not_held"
    field = "entry"
    message = "You hold no such book."
