"""How far customers have read, and for how long."""

from __future__ import annotations

from hashlib import sha256

from django.db import models

from store.progress.choices import FINISHED, LONGEST_LOCATOR
from store.progress.merging import Known, Position
from store.progress.querysets import (
    DevicePositionQuerySet,
    OwnRowsQuerySet,
    ReadingProgressQuerySet,
)
from store.sync.choices import LONGEST_DEVICE_ID, LONGEST_DEVICE_NAME


class ReadingProgress(models.Model):
    """How far a customer has read a product: its rows of devices say where.

    It is of the customer and the product, not of the entry: who gives a book back and buys
    it again reads on. `progression` and `modified` are those of the current position.
    """

    customer = models.ForeignKey(
        "store.Customer", models.CASCADE, related_name="reading"
    )
    product = models.ForeignKey("store.Product", models.CASCADE, related_name="+")
    progression = models.FloatField()
    modified = models.DateTimeField(help_text="By the clock of the device.")
    finished_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was read to its end first."
    )
    updated_at = models.DateTimeField(help_text="From the customer's clock.")

    objects = ReadingProgressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "reading progress"
        indexes = [
            models.Index(fields=["customer", "updated_at"], name="progress_changes")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "product"], name="one_progress_in_a_product"
            )
        ]

    def __str__(self) -> str:
        return f"Customer {self.customer_id}, product {self.product_id}"

    @property
    def is_finished(self) -> bool:
        """Whether the current position is at the end."""
        return self.progression >= FINISHED

    @property
    def current(self) -> DevicePosition:
        """Of the rows that were fetched: all, or the latest (`with_current`)."""
        return max(self.devices.all(), key=lambda row: row.position.rank)

    @property
    def known(self) -> Known:
        positions = [row.position for row in self.devices.all()]
        return Known.of(positions, self.finished_at)


class DevicePosition(models.Model):
    """The newest position that a device sent of a book."""

    progress = models.ForeignKey(
        ReadingProgress, models.CASCADE, related_name="devices"
    )
    device_id = models.CharField(max_length=LONGEST_DEVICE_ID)
    # Databases compare texts without case and accents; devices make their ids with both.
    device_digest = models.CharField(max_length=64, editable=False)
    device_name = models.CharField(max_length=LONGEST_DEVICE_NAME, blank=True)
    progression = models.FloatField()
    locator = models.CharField(max_length=LONGEST_LOCATOR, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    modified = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = DevicePositionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["progress", "device_digest"], name="one_position_of_a_device"
            )
        ]

    def __str__(self) -> str:
        return f"{self.device_name}: {self.progression}"

    @property
    def position(self) -> Position:
        return Position(
            progression=self.progression,
            locator=self.locator,
            page=self.page,
            device_id=self.device_id,
            device_name=self.device_name,
            modified=self.modified,
        )


class ReadingSession(models.Model):
    """A time that a customer read, under an id that the device made: it counts once."""

    customer = models.ForeignKey("store.Customer", models.CASCADE, related_name="+")
    uid = models.UUIDField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    objects = OwnRowsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "uid"], name="a_reading_session_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.started_at} to {self.ended_at}"


class ReadingDay(models.Model):
    """The sum of a customer's sessions on a day of the store's time zone."""

    customer = models.ForeignKey("store.Customer", models.CASCADE, related_name="+")
    day = models.DateField()
    seconds = models.PositiveIntegerField()

    objects = OwnRowsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "day"], name="one_row_of_a_reading_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.seconds} s"


def digest_of(device_id: str) -> str:
    return sha256(device_id.encode()).hexdigest()
