from store.shared.errors import Conflict, Invalid, Refused


class CustomerInUse(Refused):
    code = "customer_in_use"
    message = "Customer cannot be deleted because it is associated with an order."


class UnknownCompanies(Invalid):
    """`ids`: those that are no companies."""

    code = "unknown_companies"
    field = "company_ids"
    message = "Some of these are no companies; nothing was changed."

    def __init__(self, ids: list[int]) -> None:
        super().__init__(ids=ids)


class TooManyAddresses(Conflict):
    code = "too_many_addresses"
    message = "There is no room for another address: delete one first."
