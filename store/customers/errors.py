from store.shared.errors import Conflict, Refused


class CustomerInUse(Refused):
    code = "customer_in_use"
    message = "Customer cannot be deleted because it is associated with an order."


class TooManyAddresses(Conflict):
    code = "too_many_addresses"
    message = "There is no room for another address: delete one first."
