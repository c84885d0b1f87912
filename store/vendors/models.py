"""Who sells."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from store.shared.validators import validate_image_pixels, validate_image_size
from store.vendors.choices import MOST_OF_A_REASON, Role, VendorStatus
from store.vendors.querysets import InvitationQuerySet, MemberQuerySet, VendorQuerySet


class Vendor(models.Model):
    """A shop. Only an approved one's products are public, and only while it is open."""

    shop_name = models.CharField(max_length=255, unique=True)
    slug = models.SlugField(unique=True)
    description = models.TextField(blank=True, default="")
    image = models.ImageField(
        upload_to="store/vendors",
        blank=True,
        validators=[validate_image_size, validate_image_pixels],
    )
    contact = models.CharField(max_length=255, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    address = models.CharField(max_length=255, blank=True, default="")
    status = models.CharField(
        max_length=20, choices=VendorStatus, default=VendorStatus.PENDING
    )
    is_open = models.BooleanField(
        default=True, help_text="Off while the shop is closed, e.g. on vacation."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    commission_rate = models.DecimalField(
        max_digits=5,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text="The marketplace's share, such as 0.1; empty: the store's usual one. "
        "What was sold already keeps the rate it was sold at.",
    )
    # Written by store/reviews/ratings.py, after each review.
    rating = models.DecimalField(
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        editable=False,
        help_text="The average over the reviews of its products.",
    )
    rating_count = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, help_text="How many rated."
    )

    objects = VendorQuerySet.as_manager()

    class Meta:
        ordering = ["shop_name", "id"]
        indexes = [models.Index(fields=["status", "is_open"])]

    def __str__(self) -> str:
        return self.shop_name

    @property
    def commission(self) -> Decimal:
        """The marketplace's share of what is sold from now on, between 0 and 1."""
        if self.commission_rate is None:
            return settings.STORE_COMMISSION_RATE
        return self.commission_rate


class VendorMember(models.Model):
    """A user's role in a vendor."""

    vendor = models.ForeignKey(Vendor, models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="vendor_memberships"
    )
    role = models.CharField(max_length=20, choices=Role, default=Role.STAFF)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["vendor", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "user"], name="one_role_per_vendor_and_user"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class VendorStatusChange(models.Model):
    """Who brought a vendor from which state to which, and why."""

    vendor = models.ForeignKey(Vendor, models.CASCADE, related_name="status_changes")
    from_status = models.CharField(max_length=20, choices=VendorStatus)
    to_status = models.CharField(max_length=20, choices=VendorStatus)
    reason = models.TextField(blank=True, default="", max_length=MOST_OF_A_REASON)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_from_status_display()} to {self.get_to_status_display()}"


class VendorInvitation(models.Model):
    """A role that is offered to an address, whether or not it has an account.

    The token goes by mail and is kept as a digest; empty until the mail is written.
    """

    vendor = models.ForeignKey(Vendor, models.CASCADE, related_name="invitations")
    email = models.EmailField(help_text="In lower case.")
    role = models.CharField(max_length=20, choices=Role)
    digest = models.CharField(max_length=64, blank=True, default="", db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["vendor", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "email"], name="one_invitation_per_vendor_and_email"
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.get_role_display()})"
