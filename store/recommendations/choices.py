from django.db.models import TextChoices


class Why(TextChoices):
    """Why a product is shown."""

    BOUGHT_TOGETHER = "bought_together", "Bought together"
    SAME_GENRE = "same_genre", "Same genre"
    SAME_COLLECTION = "same_collection", "Same collection"
    SHARED_TAG = "shared_tag", "Shared tag"
    YOU_BOUGHT = "because_you_bought", "Because you bought"
    YOU_HOLD = "because_you_hold", "Because you hold"
    YOU_RATED = "because_you_rated", "Because you rated"
    YOU_MARKED = "because_you_marked", "Because you marked"
    YOU_VIEWED = "because_you_viewed", "Because you viewed"
    YOU_LIKE = "because_you_like", "Because you like"
    POPULAR = "popular_now", "Popular now"
    NEW = "new", "New"
