"""What a search may be narrowed by, ordered by and counted by."""

from __future__ import annotations

from django.db import models


class Order(models.TextChoices):
    RELEVANCE = "relevance", "Best match first; without words, newest first"
    CHEAPEST = "unit_price", "Cheapest first"
    DEAREST = "-unit_price", "Dearest first"
    NEWEST = "newest", "Newest first"
    RATING = "rating", "Best rated first"


class Facet(models.TextChoices):
    COLLECTION = "collection", "Collections"
    VENDOR = "vendor", "Vendors"
    GENRE = "genre", "Genres"
    PRICE = "price", "Prices"
    RATING = "rating", "Ratings"
    FORMAT = "format", "Formats of books"


class Kept(models.TextChoices):
    FACTS = "facts", "Facts"
    WORDS = "words", "Words"


class Source(models.TextChoices):
    """Whose name stands in the documents of how many products."""

    PRODUCT = "product"
    VENDOR = "vendor"
    COLLECTION = "collection"
    AUTHOR = "author"
    GENRE = "genre"
    TAG = "tag"
