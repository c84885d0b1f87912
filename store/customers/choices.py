from django.db.models import TextChoices


class Membership(TextChoices):
    BRONZE = "B", "Bronze"
    SILVER = "S", "Silver"
    GOLD = "G", "Gold"
