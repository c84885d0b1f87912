"""What buyers think."""

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from store.reviews.choices import (
    MOST_OF_A_REPLY,
    MOST_OF_A_REPORT,
    STARS,
    ReportReason,
    ReportStatus,
)
from store.reviews.querysets import ReportQuerySet, ReviewQuerySet


def validate_half(rating: Decimal) -> None:
    """Migrations name this function: do not move it."""
    if (rating * 2) % 1:
        raise ValidationError("Rate by halves: 0.5, 1, 1.5, … 5.")


class Review(models.Model):
    """What a customer thinks of a product: a rating, words, or both; one each.

    Whoever writes one tells `store.reviews.ratings` in the same transaction.
    """

    product = models.ForeignKey("store.Product", models.CASCADE, related_name="reviews")
    customer = models.ForeignKey(
        "store.Customer",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reviews",
    )
    name = models.CharField(max_length=255)
    description = models.TextField(blank=True, default="")
    rating = models.DecimalField(
        max_digits=2,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[
            MinValueValidator(Decimal("0.5")),
            MaxValueValidator(Decimal(5)),
            validate_half,
        ],
        help_text="0.5 to 5 stars, by halves.",
    )
    date = models.DateField(auto_now_add=True)
    is_hidden = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="By the store: its author alone still sees it, and it counts nowhere.",
    )
    helpful_count = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, help_text="How many found it helpful."
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-id"]
        indexes = [
            models.Index(fields=["product", "-date", "-id"]),
            # Ratings are counted from this one alone.
            models.Index(fields=["product", "is_hidden", "-rating", "-id"]),
            models.Index(fields=["product", "is_hidden", "-helpful_count", "-id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "product"], name="one_review_per_customer"
            ),
            models.CheckConstraint(
                condition=models.Q(rating__isnull=True) | models.Q(rating__in=STARS),
                name="rating_by_halves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.product}"

    def clean(self) -> None:
        if self.rating is None and not self.description:
            raise ValidationError("Give a rating, words, or both.")


class ProductRating(models.Model):
    """What a product is rated, as `store.reviews.ratings` keeps it; no row without a rating.

    Beside the product and not on it: who writes a review must not wait for a checkout.
    """

    product = models.OneToOneField(
        "store.Product", models.CASCADE, primary_key=True, related_name="rating"
    )
    count = models.PositiveIntegerField(default=0)
    average = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    histogram = models.JSONField(
        default=list, help_text="Ten counts: of 0.5, 1, 1.5, … 5 stars."
    )

    class Meta:
        indexes = [models.Index(fields=["-average", "-count"])]

    def __str__(self) -> str:
        return f"{self.average} of {self.count}"


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


class ReviewVote(models.Model):
    """A reader found a review helpful; one each. Counted on the review."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="votes")
    # Null: somebody who is gone, whose vote counts on.
    customer = models.ForeignKey(
        "store.Customer", models.SET_NULL, null=True, related_name="review_votes"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "customer"], name="one_vote_per_reader"
            )
        ]

    def __str__(self) -> str:
        return f"Review {self.review_id} helped"


class ReviewReport(models.Model):
    """A reader asks the store to look at a review; one each. Answered by `reports.py`."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        "store.Customer", models.SET_NULL, null=True, related_name="review_reports"
    )
    reason = models.CharField(max_length=20, choices=ReportReason)
    words = models.TextField(
        max_length=MOST_OF_A_REPORT,
        blank=True,
        default="",
        help_text="Of the reader, to the store alone.",
    )
    reported_at = models.DateTimeField(default=timezone.now, editable=False)
    status = models.CharField(
        max_length=10, choices=ReportStatus, default=ReportStatus.WAITING
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="answered by",
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "-id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "reporter"], name="one_report_per_reader"
            )
        ]

    def __str__(self) -> str:
        return f"Report of review {self.review_id}"
