"""What is known of products as words."""

from __future__ import annotations

from django.db import models


class SearchDocument(models.Model):
    """The words of one product, as the database's full-text index gets them.

    The product's key and no reference: a reference would be checked with a lock on the
    product, for which a checkout would wait. Written by `documents` alone, which keeps the
    index of SQLite in step.
    """

    product_id = models.BigIntegerField(primary_key=True)
    title = models.TextField(blank=True, default="")
    keywords = models.TextField(blank=True, default="")
    body = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"Words of product {self.product_id}"


class SearchTerm(models.Model):
    """A word that occurs, and in about how many documents.

    New words come with the documents; the numbers are right after `count_terms`. One that
    occurs no more stays, with none.
    """

    term = models.CharField(max_length=64, primary_key=True)
    documents = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["-documents"])]

    def __str__(self) -> str:
        return self.term


class SearchProgress(models.Model):
    """One row: every product up to this key has its document, and how many these are."""

    complete_to = models.BigIntegerField(default=0)
    products = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"Up to product {self.complete_to}"
