from decimal import Decimal

from store.shared.errors import Conflict, Forbidden, Invalid, Outage


class MethodOff(Invalid):
    code = "payment_method_off"
    field = "payment_method"
    message = "This way to pay is not offered."


class TooMuchCash(Conflict):
    """`left`: for how much more this buyer may order on these terms."""

    code = "cash_limit"
    message = (
        "You have too many orders to pay on delivery. Pay this one in another way."
    )

    def __init__(self, *, left: Decimal) -> None:
        super().__init__(left=left)


class NothingDue(Conflict):
    code = "nothing_due"
    message = "There is nothing left to pay."


class AmountTooSmall(Conflict):
    code = "amount_too_small"
    message = "The amount is too small for this way to pay."


class PaymentFinal(Conflict):
    code = "payment_final"
    message = "What is paid stays paid. Cancel lines or accept a return instead."


class IllegalPaymentStep(Conflict):
    """`status`: what the payment is now."""

    code = "illegal_payment_step"
    message = "The payment is not in a state for this."

    def __init__(self, *, status: str) -> None:
        super().__init__(status=str(status))


class NotDelivered(Conflict):
    code = "not_shipped"
    message = "Cash is collected for what was shipped or delivered."


class AlreadyRefunded(Conflict):
    code = "already_refunded"
    message = "This was given back already."


class ProviderUnreachable(Outage):
    code = "payment_provider_unreachable"
    message = "The payment provider does not answer. Try again in a moment."
    retry_after = 10


class UnsignedEvent(Forbidden):
    code = "bad_signature"
    message = "The signature is not of this body."


class UnreadableEvent(Invalid):
    code = "unreadable_event"
    message = "This is no event."


class NothingToSettle(Conflict):
    code = "nothing_to_settle"
    message = "No row of the ledger waits to be settled."


class PayoutPaid(Conflict):
    code = "payout_paid"
    message = "This payout was recorded as paid already."
