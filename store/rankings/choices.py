from django.db.models import TextChoices


class Ranking(TextChoices):
    """The public lists of products, by what stands first."""

    NEW = "new"
    BEST_SELLERS = "best_sellers"
    TOP_RATED = "top_rated"
    TRENDING = "trending"
