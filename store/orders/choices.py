from django.db.models import TextChoices


class PaymentStatus(TextChoices):
    PENDING = "P", "Pending"
    COMPLETE = "C", "Complete"
    FAILED = "F", "Failed"
