"""What is sold."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone

from store.catalog.choices import Unit
from store.catalog.codes import give_codes
from store.catalog.querysets import CollectionQuerySet, ProductQuerySet
from store.shared.moments import UtcNow
from store.shared.money import MAX_DIGITS, with_tax
from store.shared.validators import validate_image_pixels, validate_image_size

MAX_INVENTORY = 2_000_000_000


class Collection(models.Model):
    """A shelf of the shop."""

    title = models.CharField(max_length=255)
    featured_product = models.ForeignKey(
        "store.Product", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class Product(models.Model):
    """Something on sale, by one vendor or (vendor null) by the store itself."""

    title = models.CharField(max_length=255)
    # Null: a row of code that did not know the column, until `code_forgotten` finds it.
    code = models.CharField(
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text="Made by the store, once; it never changes.",
    )
    slug = models.SlugField(max_length=255)
    description = models.TextField(null=True, blank=True)  # noqa: DJ001
    unit_price = models.DecimalField(
        max_digits=MAX_DIGITS,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(1))],
    )
    inventory = models.PositiveIntegerField(
        validators=[MaxValueValidator(MAX_INVENTORY)],
        help_text="What is left to sell.",
    )
    last_update = models.DateTimeField(auto_now=True)
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="products")
    promotions = models.ManyToManyField("store.Promotion", blank=True)
    vendor = models.ForeignKey(
        "store.Vendor", models.PROTECT, null=True, blank=True, related_name="products"
    )
    unit = models.CharField(
        max_length=10, choices=Unit, default=Unit.PIECE, db_default=Unit.PIECE
    )
    is_published = models.BooleanField(default=True, db_default=True)
    # Null: a draft, until it is published. The database fills it in for rows that come
    # past this code.
    published_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        default=None,
        db_default=UtcNow(),
        help_text="When it was published first; it never changes.",
    )

    objects = ProductQuerySet.as_manager()

    # True: tags are still to be written, and who writes them calls `code_saved` then.
    code_comes_later = False

    class Meta:
        ordering = ["title", "id"]
        indexes = [
            models.Index(fields=["title", "id"]),
            models.Index(fields=["collection", "title"]),
            # Counts, of all and by collection, are read off this one alone.
            models.Index(fields=["is_published", "collection", "vendor"]),
            # What runs low, and a vendor's counts.
            models.Index(fields=["vendor", "inventory", "is_published"]),
            models.Index(fields=["unit_price", "id"]),
            models.Index(fields=["last_update", "id"]),
            models.Index(fields=["published_at", "id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(inventory__gte=0), name="inventory_never_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(unit_price__gte=0), name="unit_price_never_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new product gets its code with the row, and each its words, or neither.

        One that is published for the first time is told when.
        """
        kwargs = self.note_publication(kwargs)
        coded = not self._state.adding or self.code or self.code_comes_later
        try:
            with transaction.atomic():
                if not coded:
                    give_codes([self])
                super().save(*args, **kwargs)
        except Exception:
            if not coded:
                self.code = None
            raise

    def note_publication(self, options: dict[str, Any]) -> dict[str, Any]:
        """Set `published_at`, if that is due; the options of `save` that write it too."""
        written = options.get("update_fields")
        if written is not None and "is_published" not in written:
            return options
        if not self.is_published or self.published_at is not None:
            return options
        self.published_at = timezone.now()
        return (
            options
            if written is None
            else {**options, "update_fields": {*written, "published_at"}}
        )

    @property
    def price_with_tax(self) -> Decimal:
        return with_tax(self.unit_price)


class ProductCodeCounter(models.Model):
    """The last number that was given to a product with these initials."""

    prefix = models.CharField(max_length=3, primary_key=True)
    last = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.prefix}{self.last:03}"


class ProductImage(models.Model):
    product = models.ForeignKey(Product, models.CASCADE, related_name="images")
    image = models.ImageField(
        upload_to="store/images",
        validators=[validate_image_size, validate_image_pixels],
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.image.name or ""


class LowStockNotice(models.Model):
    """That a product ran low was announced; gone when it is restocked."""

    product = models.OneToOneField(
        Product, models.CASCADE, primary_key=True, related_name="low_stock_notice"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.product} ran low"
