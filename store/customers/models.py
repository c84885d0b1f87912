"""Who buys."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db import models
from phonenumber_field.modelfields import PhoneNumberField

from store.customers.choices import Membership
from store.customers.querysets import (
    AddressQuerySet,
    CustomerQuerySet,
    FavoriteQuerySet,
)
from store.shared.countries import validate_country
from store.shared.moments import moment_field


class Company(models.Model):
    """Whom orders may be billed to. Staff keep the list and say who belongs to which."""

    name = models.CharField(max_length=255)
    # Null and not empty: many have none, and a database compares empty texts.
    tax_number = models.CharField(
        max_length=50,
        unique=True,
        null=True,
        blank=True,
        help_text="Unique when given. Spaces are left out.",
    )
    address = models.CharField(max_length=255, blank=True, default="")

    class Meta:
        verbose_name_plural = "companies"
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name", "id"])]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.tax_number = plain_tax_number(self.tax_number)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.tax_number = plain_tax_number(self.tax_number)
        super().save(*args, **kwargs)


def plain_tax_number(text: str | None) -> str | None:
    """Without spaces, so that one number is one text; None when there is none."""
    return "".join((text or "").split()) or None


class Customer(models.Model):
    """The buying side of an account; one is made for every new user."""

    MEMBERSHIP_BRONZE = Membership.BRONZE
    MEMBERSHIP_SILVER = Membership.SILVER
    MEMBERSHIP_GOLD = Membership.GOLD

    phone = models.CharField(max_length=255, blank=True, default="")
    additional_phone = models.CharField(
        max_length=255, blank=True, default="", db_default=""
    )
    birth_date = models.DateField(null=True, blank=True)
    membership = models.CharField(
        max_length=1, choices=Membership, default=Membership.BRONZE
    )
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE)
    # Here and not a flag on the address: there can't be two of a kind, in any database.
    default_billing_address = models.ForeignKey(
        "store.Address", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    default_shipping_address = models.ForeignKey(
        "store.Address", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    tracks_history = models.BooleanField(
        default=True,
        db_default=True,
        help_text="Whether what the customer looks at and searches for is remembered.",
    )
    # What was seen before these moments was cleared, and is not written down any more.
    views_kept_since = models.DateTimeField(null=True, blank=True, editable=False)
    searches_kept_since = models.DateTimeField(null=True, blank=True, editable=False)

    companies = models.ManyToManyField(Company, blank=True, related_name="customers")

    objects = CustomerQuerySet.as_manager()

    class Meta:
        ordering = ["user__first_name", "user__last_name", "id"]
        permissions = [("view_history", "Can view history")]

    def __str__(self) -> str:
        return self.user.get_full_name() or self.user.get_username()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; one built by hand for a new user adopts the row made at sign-up.

        `objects.create()` still refuses a second customer of one user.
        """
        if self._state.adding and self.pk is None and not kwargs.get("force_insert"):
            own = Customer.objects.filter(user_id=self.user_id)
            self.pk = own.values_list("pk", flat=True).first()
        super().save(*args, **kwargs)

    @admin.display(ordering="user__first_name")
    def first_name(self) -> str:
        return self.user.first_name

    @admin.display(ordering="user__last_name")
    def last_name(self) -> str:
        return self.user.last_name


class Address(models.Model):
    """Where a customer lives or wants things sent; any number each."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="addresses")
    street = models.CharField(max_length=255)
    city = models.CharField(max_length=255)
    zip = models.CharField(max_length=20, blank=True, default="")
    label = models.CharField(
        max_length=50, blank=True, default="", db_default="", help_text="Home, work, …"
    )
    name = models.CharField(
        max_length=255, blank=True, default="", db_default="", help_text="Who is there."
    )
    phone = PhoneNumberField(blank=True, default="", db_default="")
    additional_phone = PhoneNumberField(blank=True, default="", db_default="")
    region = models.CharField(max_length=255, blank=True, default="", db_default="")
    country = models.CharField(
        max_length=2,
        blank=True,
        default="",
        db_default="",
        validators=[validate_country],
        help_text="ISO 3166-1 alpha-2. Empty: the store's own country.",
    )

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "addresses"
        ordering = ["id"]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.street, self.zip, self.city]))

    @property
    def is_default_billing(self) -> bool:
        return self.customer.default_billing_address_id == self.pk

    @property
    def is_default_shipping(self) -> bool:
        return self.customer.default_shipping_address_id == self.pk


class FavoriteProduct(models.Model):
    """A product that a customer wants to find again."""

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="favorite_products"
    )
    product = models.ForeignKey(
        "store.Product", models.CASCADE, related_name="favorites"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = moment_field()

    objects = FavoriteQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "product"], name="one_favorite_per_product"
            )
        ]
        indexes = [models.Index(fields=["created_at"])]

    def __str__(self) -> str:
        return f"Product {self.product_id}"


class FavoriteVendor(models.Model):
    """A shop that a customer wants to find again."""

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="favorite_vendors"
    )
    vendor = models.ForeignKey("store.Vendor", models.CASCADE, related_name="favorites")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = moment_field()

    objects = FavoriteQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "vendor"], name="one_favorite_per_vendor"
            )
        ]

    def __str__(self) -> str:
        return f"Vendor {self.vendor_id}"
