from decimal import Decimal

from django.db.models import TextChoices

# What a rating may be: 0.5, 1, 1.5, … 5.
STARS = tuple(Decimal(halves) / 2 for halves in range(1, 11))
MOST_OF_A_REPLY = 2000
MOST_OF_A_REPORT = 1000


class ReportReason(TextChoices):
    ADVERTISING = "advertising", "Advertising"
    OFFENSIVE = "offensive", "Offensive"
    PERSONAL_DATA = "personal_data", "Says who or where somebody is"
    OFF_TOPIC = "off_topic", "Not about the product"
    UNTRUE = "untrue", "Not true"
    OTHER = "other", "Something else"


class ReportStatus(TextChoices):
    WAITING = "waiting", "Waiting"
    KEPT = "kept", "Kept"
    HIDDEN = "hidden", "Hidden"
