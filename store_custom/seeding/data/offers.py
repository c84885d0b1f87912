"""What makes things cheaper in the example shop; days count from today."""

from __future__ import annotations

from typing import NamedTuple

# Description: begins and ends so many days from today. The others run on.
WINDOWS = {
    "Back to school": (-40, 20),
    "Training camp": (-80, -10),
    "Garden days": (5, 35),
}


class ShopPromotion(NamedTuple):
    """On everything of a shop, or on its goods of some collections."""

    description: str
    discount: str
    shop: str
    collections: tuple[str, ...] = ()


SHOP_PROMOTIONS = [
    ShopPromotion("Ten years of Mango House", "5.00", "mango-house"),
    ShopPromotion("Cooperative week", "12.00", "atlas-cooperative", ("Pantry",)),
]


class PlannedCoupon(NamedTuple):
    """Percent, or an amount; `shop` None is the store itself."""

    code: str
    percent: str | None = None
    amount: str | None = None
    minimum_total: str = "0.00"
    max_uses: int | None = None
    max_uses_per_customer: int | None = None
    shop: str | None = None
    days: tuple[int, int] | None = None


COUPONS = [
    PlannedCoupon("WELCOME10", percent="10.00", max_uses_per_customer=1),
    PlannedCoupon("MINUS500", amount="500.00", minimum_total="3000.00", max_uses=200),
    PlannedCoupon("MANGO15", percent="15.00", shop="mango-house"),
    PlannedCoupon("RAMADAN", percent="20.00", days=(-90, -60)),
]
