"""What makes things cheaper: promotions for everybody, coupons for who knows the code."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from store.pricing.codes import MOST_OF_A_CODE
from store.pricing.querysets import OfferQuerySet, PromotionQuerySet
from store.shared.money import MAX_DIGITS

ABOVE_ZERO = MinValueValidator(Decimal("0.01"))


class Offer(models.Model):
    """When it runs, whose it is, and for what.

    Besides what is named here it is for its `products`; never for another vendor's.
    """

    is_active = models.BooleanField(default=True, db_default=True)
    starts_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty: from the beginning."
    )
    ends_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty: until it is switched off."
    )
    vendor = models.ForeignKey(
        "store.Vendor",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="%(class)ss",
        help_text="Who gives it and bears it, for its own products alone; empty: the store.",
    )
    collections = models.ManyToManyField(
        "store.Collection", blank=True, related_name="%(class)ss"
    )
    applies_to_all = models.BooleanField(
        default=False,
        db_default=False,
        help_text="All products of the vendor; without a vendor all there are.",
    )

    # What its products are called in a query, and as an attribute.
    products_lookup: ClassVar[str] = "products"
    products_manager: ClassVar[str] = "products"

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="%(class)s_ends_after_it_starts",
            )
        ]

    @property
    def goods(self) -> Any:
        """The products that it names."""
        return getattr(self, self.products_manager)

    @property
    def is_running(self) -> bool:
        now = timezone.now()
        begun = self.starts_at is None or self.starts_at <= now
        return self.is_active and begun and (self.ends_at is None or now < self.ends_at)


class Promotion(Offer):
    """A discount in percent, on each line by itself."""

    description = models.CharField(max_length=255)
    discount = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="Percent off the unit price.",
    )

    objects = PromotionQuerySet.as_manager()

    products_lookup = "product"
    products_manager = "product_set"

    class Meta(Offer.Meta):
        ordering = ["description", "id"]
        indexes = [models.Index(fields=["is_active", "ends_at"])]

    def __str__(self) -> str:
        return self.description


class Coupon(Offer):
    """A discount for who knows the code: percent, or an amount off the whole order."""

    code = models.CharField(
        max_length=MOST_OF_A_CODE,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]{3,50}\Z")],
        help_text="3 to 50 letters, digits, - or _; kept in upper case.",
    )
    percent = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[ABOVE_ZERO, MaxValueValidator(100)],
        help_text="Percent off; or an amount, one of the two.",
    )
    amount = models.DecimalField(
        max_digits=MAX_DIGITS,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[ABOVE_ZERO],
        help_text="Off all that it is for together, before tax.",
    )
    minimum_total = models.DecimalField(
        max_digits=MAX_DIGITS,
        decimal_places=2,
        default=Decimal("0.00"),
        validators=[MinValueValidator(0)],
        help_text="What it is for has to cost so much, after promotions and before tax.",
    )
    max_uses = models.PositiveIntegerField(
        null=True, blank=True, help_text="By all together; empty: no limit."
    )
    max_uses_per_customer = models.PositiveIntegerField(
        null=True, blank=True, help_text="Empty: no limit."
    )
    used = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="Orders that have it and were not cancelled.",
    )
    products = models.ManyToManyField(
        "store.Product", blank=True, related_name="coupons"
    )

    objects = OfferQuerySet.as_manager()

    class Meta(Offer.Meta):
        ordering = ["code", "id"]
        constraints = [
            *Offer.Meta.constraints,
            models.CheckConstraint(
                # Spelled out: a comparison with null is unknown, which a check lets pass.
                condition=Q(
                    percent__isnull=False, percent__gt=0, percent__lte=100, amount=None
                )
                | Q(amount__isnull=False, amount__gt=0, percent=None),
                name="coupon_percent_or_amount",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        """Before a form looks whether there is one already."""
        self.code = self.code.upper()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.code = self.code.upper()
        super().save(*args, **kwargs)


class CouponUse(models.Model):
    """That an order has a coupon; gone when the whole order is cancelled or deleted."""

    coupon = models.ForeignKey(Coupon, models.PROTECT, related_name="uses")
    customer = models.ForeignKey("store.Customer", models.PROTECT, related_name="+")
    order = models.OneToOneField(
        "store.Order", models.CASCADE, related_name="coupon_use"
    )
    used_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["coupon", "customer"])]

    def __str__(self) -> str:
        return f"Coupon {self.coupon_id}: order {self.order_id}"
