from datetime import timedelta

from django.db.models import TextChoices

LONGEST_DEVICE_ID = 64
LONGEST_DEVICE_NAME = 100
MOST_AHEAD = timedelta(minutes=5)
"""How far the clock of a device may be ahead of the store's."""


class Kind(TextChoices):
    """The lists of which removed rows are remembered."""

    FAVORITE_PRODUCT = "favorite_product", "Favourite product"
    FAVORITE_VENDOR = "favorite_vendor", "Favourite vendor"
    ORDER = "order", "Order"
