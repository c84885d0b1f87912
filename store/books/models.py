"""What makes a product a book, and what readers like to read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from store.books.names import has_letter, key_of_name, plain_name
from store.books.querysets import AuthorQuerySet, GenreQuerySet

# What MariaDB promises to keep.
FIRST_DAY = date(1000, 1, 1)
LONGEST_NAME = 255


class Named(models.Model):
    """One row for each name; names that differ in case or accents alone are one."""

    name: models.CharField
    name_key = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def know_name(self) -> None:
        self.name = plain_name(self.name)
        self.name_key = key_of_name(self.name)

    def clean(self) -> None:
        """For forms, which do not look at the key."""
        self.know_name()
        if not has_letter(self.name):
            raise ValidationError({"name": "A name has letters."})
        others = type(self)._default_manager.exclude(pk=self.pk)
        if others.filter(name_key=self.name_key).exists():
            kind = self._meta.verbose_name
            raise ValidationError({"name": f"There is {kind} of this name."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.know_name()
        if "name" in (columns := kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*columns, "name_key"}
        super().save(*args, **kwargs)


class Genre(Named):
    """A kind of book."""

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=100, unique=True)

    objects = GenreQuerySet.as_manager()

    def know_name(self) -> None:
        super().know_name()
        self.slug = self.slug.lower()

    def clean(self) -> None:
        super().clean()
        if not has_letter(self.slug):
            raise ValidationError({"slug": "A slug has letters: a number is an id."})


class Author(Named):
    """Who wrote."""

    name = models.CharField(max_length=LONGEST_NAME, db_index=True)

    objects = AuthorQuerySet.as_manager()


class Book(models.Model):
    """The side of a product that is read. A product without one is no book."""

    product = models.OneToOneField(
        "store.Product", models.CASCADE, primary_key=True, related_name="book"
    )
    authors = models.ManyToManyField(
        Author, through="store.BookAuthor", related_name="books", blank=True
    )
    genres = models.ManyToManyField(Genre, related_name="books", blank=True)
    isbn = models.CharField(
        max_length=13,
        blank=True,
        default="",
        db_index=True,
        help_text="ISBN-13 without hyphens; one of ten digits is kept as its thirteen.",
    )
    publisher = models.CharField(max_length=255, blank=True, default="")
    released_on = models.DateField(
        null=True, blank=True, db_index=True, validators=[MinValueValidator(FIRST_DAY)]
    )
    # A count is a range of one; "180-210" is what a catalogue says of several editions.
    pages_from = models.PositiveIntegerField(null=True, blank=True)
    pages_to = models.PositiveIntegerField(null=True, blank=True)
    language = models.CharField(
        max_length=3, blank=True, default="", db_index=True, help_text="ISO 639."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pages_to__gte=models.F("pages_from")),
                name="pages_from_less_to_more",
            )
        ]

    def __str__(self) -> str:
        return str(self.product)


class BookAuthor(models.Model):
    """Who wrote a book, in the order of the title page."""

    book = models.ForeignKey(Book, models.CASCADE, related_name="written_by")
    author = models.ForeignKey(Author, models.PROTECT, related_name="wrote")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "author"], name="an_author_of_a_book_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.author}, {self.book}"


class PreferredGenre(models.Model):
    """That a customer likes to read a genre."""

    customer = models.ForeignKey(
        "store.Customer", models.CASCADE, related_name="preferred_genres"
    )
    genre = models.ForeignKey(Genre, models.CASCADE, related_name="preferred_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "genre"], name="a_genre_preferred_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer} likes {self.genre}"
