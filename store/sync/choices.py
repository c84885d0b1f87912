from django.db.models import TextChoices


class Kind(TextChoices):
    """The lists of which removed rows are remembered."""

    FAVORITE_PRODUCT = "favorite_product", "Favourite product"
    FAVORITE_VENDOR = "favorite_vendor", "Favourite vendor"
    ORDER = "order", "Order"
