"""The files of books."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from store.reading.choices import FileStatus, Format
from store.reading.querysets import BookFileQuerySet, DownloadQuerySet
from store.shared.private_files import get_private_storage


class BookFile(models.Model):
    """An edition of a book in one format: for its holders, or a sample for everyone.

    It is handed out once it was looked into (`status`). The newest that is ready is the one
    of its format; whoever held the book before that keeps the one that it replaced.
    """

    book = models.ForeignKey("store.Book", models.CASCADE, related_name="files")
    format = models.CharField(max_length=4, choices=Format)
    is_sample = models.BooleanField(default=False)
    edition = models.PositiveIntegerField(default=1)
    file = models.FileField(
        upload_to="books", storage=get_private_storage, max_length=200, blank=True
    )
    size = models.PositiveBigIntegerField(default=0, help_text="In bytes.")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    status = models.CharField(
        max_length=10, choices=FileStatus, default=FileStatus.WAITING
    )
    reason = models.CharField(
        max_length=30, blank=True, default="", help_text="Why it was refused."
    )
    # What the file says of itself; what the vendor typed is on the product and its book.
    title = models.CharField(max_length=255, blank=True, default="")
    authors = models.JSONField(default=list, blank=True)
    language = models.CharField(max_length=35, blank=True, default="")
    pages = models.PositiveIntegerField(null=True, blank=True)
    cover = models.ImageField(upload_to="store/covers", max_length=200, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When a newer edition took its place, or it was withdrawn.",
    )
    # When somebody took it to look into it, and how often that was tried.
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = BookFileQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = "file of a book"
        verbose_name_plural = "files of books"
        indexes = [models.Index(fields=["status", "taken_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "format", "is_sample", "edition"],
                name="an_edition_of_a_file_once",
            )
        ]

    @property
    def is_current(self) -> bool:
        """What whoever buys the book now gets, or a sample of now."""
        return self.status == FileStatus.READY and self.replaced_at is None

    def __str__(self) -> str:
        kind = "Sample" if self.is_sample else self.get_format_display()
        return f"{kind} of {self.book}, edition {self.edition}"


class Download(models.Model):
    """The holder of a book began to download a file of it. Written by `downloads.py`."""

    entry = models.ForeignKey(
        "store.LibraryEntry", models.CASCADE, related_name="downloads"
    )
    edition = models.ForeignKey(
        BookFile,
        models.SET_NULL,
        null=True,
        related_name="downloads",
        help_text="Null: it was deleted.",
    )
    at = models.DateTimeField(default=timezone.now, db_index=True)
    counts = models.BooleanField(
        default=True,
        db_default=True,
        help_text="No longer when staff let the holder download anew.",
    )

    objects = DownloadQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["entry", "at"])]

    def __str__(self) -> str:
        return f"{self.edition or 'A file that was deleted'}, {self.at:%Y-%m-%d %H:%M}"
