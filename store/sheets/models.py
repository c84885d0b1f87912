"""Files of products that are brought into a vendor's shop."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from store.sheets.choices import ImportStatus
from store.sheets.querysets import ImportQuerySet


class ProductImport(models.Model):
    """A file of products and what became of it; or, as a dry run, what would become of it."""

    vendor = models.ForeignKey(
        "store.Vendor", models.CASCADE, related_name="product_imports"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    file_name = models.CharField(max_length=255)
    dry_run = models.BooleanField()
    status = models.CharField(
        max_length=10, choices=ImportStatus, default=ImportStatus.WAITING, db_index=True
    )
    error = models.CharField(
        max_length=50, blank=True, default="", help_text="Why it failed."
    )
    total = models.PositiveIntegerField(default=0, help_text="Rows of the file.")
    done = models.PositiveIntegerField(default=0, help_text="Rows looked at so far.")
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, help_text="The first ones, by row.")
    problems_count = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "import of products"
        verbose_name_plural = "imports of products"

    def __str__(self) -> str:
        return self.file_name


class ImportFile(models.Model):
    """What was uploaded, until it is not needed any more.

    In the database and not among the uploaded files: it is nobody's but the vendor's, a
    worker on another machine must find it, and it comes and goes with its import.
    """

    product_import = models.OneToOneField(
        ProductImport, models.CASCADE, primary_key=True, related_name="file"
    )
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"File of import {self.pk}"
