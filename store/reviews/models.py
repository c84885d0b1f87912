"""What buyers think."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from store.reviews.choices import MOST_OF_A_REPLY
from store.reviews.querysets import ReviewQuerySet


class Review(models.Model):
    """A customer's words on a product, and perhaps a rating; one each."""

    product = models.ForeignKey("store.Product", models.CASCADE, related_name="reviews")
    customer = models.ForeignKey(
        "store.Customer",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reviews",
    )
    name = models.CharField(max_length=255)
    description = models.TextField()
    rating = models.DecimalField(
        max_digits=2,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(Decimal("0.5")),
            MaxValueValidator(Decimal(5)),
        ],
        help_text="0.5 to 5 stars, by halves.",
    )
    date = models.DateField(auto_now_add=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-id"]
        indexes = [models.Index(fields=["product", "-date", "-id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "product"], name="one_review_per_customer"
            ),
            models.CheckConstraint(
                condition=models.Q(rating__isnull=True)
                | models.Q(rating__gte=Decimal("0.5"), rating__lte=5),
                name="rating_between_half_and_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.product}"


class ReviewReply(models.Model):
    """What the vendor of the product answers; one each."""

    review = models.OneToOneField(
        Review, models.CASCADE, primary_key=True, related_name="reply"
    )
    text = models.TextField(max_length=MOST_OF_A_REPLY)
    replied_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name_plural = "review replies"

    def __str__(self) -> str:
        """Also of one that was deleted just now, which has no review any more."""
        return f"Reply to review {self.pk}" if self.pk else "Reply"
