from store.shared.errors import Conflict, Invalid, Refused


class UnknownCoupon(Invalid):
    code = "unknown_coupon"
    field = "coupon_code"
    message = "There is no coupon with this code."


class CouponNotRunning(Conflict):
    code = "coupon_not_running"
    field = "coupon_code"
    message = "This coupon cannot be used now."


class CouponNotApplicable(Conflict):
    code = "coupon_not_applicable"
    field = "coupon_code"
    message = "This coupon is for nothing in the cart."


class CouponMinimumNotReached(Conflict):
    code = "coupon_minimum_not_reached"
    field = "coupon_code"
    message = "What this coupon is for is worth too little in this cart."


class CouponUsedUp(Conflict):
    code = "coupon_used_up"
    field = "coupon_code"
    message = "This coupon was used as often as it may be."


class CouponAlreadyUsed(Conflict):
    code = "coupon_already_used"
    field = "coupon_code"
    message = "You have used this coupon as often as you may."


class CouponWasUsed(Refused):
    code = "coupon_used"
    message = "A coupon that was used is not deleted; switch it off."


class ForeignProducts(Invalid):
    """`ids`: those that are no products of the vendor, or of nobody."""

    code = "foreign_products"
    field = "product_ids"
    message = "Some of these are no products of this vendor."

    def __init__(self, ids: list[int]) -> None:
        super().__init__(ids=ids)


class UnknownCollections(Invalid):
    """`ids`: those that are not there."""

    code = "unknown_collections"
    field = "collection_ids"
    message = "Some of these collections do not exist."

    def __init__(self, ids: list[int]) -> None:
        super().__init__(ids=ids)
