from django.db.models import TextChoices


class Source(TextChoices):
    GRANTED = "granted", "Granted"
    BOUGHT = "bought", "Bought"
