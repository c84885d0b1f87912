from django.db.models import TextChoices

LOW_INVENTORY = 10


class Unit(TextChoices):
    PIECE = "piece", "Piece"
    KILOGRAM = "kg", "Kilogram"
