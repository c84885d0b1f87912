from store.shared.errors import Refused


class CustomerInUse(Refused):
    code = "customer_in_use"
    message = "Customer cannot be deleted because it is associated with an order."
