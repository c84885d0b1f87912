"""What of the products is kept ready for a search."""

from __future__ import annotations

from django.db import models

from store.discovery.choices import Kept, Source

MARK_LENGTH = 32


class SearchBlock(models.Model):
    """What the products with neighbouring keys are found by: their facts, or their words.

    A block that changes gets another `version`, so that a process may keep what it has read.
    Two releases that write `data` differently have blocks of their own, by `format`.
    """

    number = models.PositiveBigIntegerField()
    kept = models.CharField(max_length=5, choices=Kept)
    format = models.PositiveSmallIntegerField()
    version = models.CharField(max_length=MARK_LENGTH)
    data = models.BinaryField()
    built_at = models.DateTimeField(
        help_text="When it was read as a whole; changes are written into it since."
    )

    class Meta:
        indexes = [models.Index(fields=["built_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["format", "kept", "number"], name="a_search_block_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kept_display()} of block {self.number}"


class ChangedProduct(models.Model):
    """A product whose block is not up to date: searches read it as it is now.

    Written in the transaction that changes the product or its words, with another mark each
    time. Bound by no constraint, whose check would wait for a checkout.
    """

    product_id = models.PositiveBigIntegerField(primary_key=True)
    mark = models.CharField(max_length=MARK_LENGTH)
    in_words = models.BooleanField(
        default=False, help_text="Not only its facts: its document too."
    )

    def __str__(self) -> str:
        return f"Product {self.product_id}"


class StaleText(models.Model):
    """Something that is called otherwise than the documents of its products say.

    `last_id` is the last of its products whose document was written since.
    """

    source = models.CharField(max_length=10, choices=Source)
    key = models.PositiveBigIntegerField()
    mark = models.CharField(max_length=MARK_LENGTH)
    last_id = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="a_stale_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.key}"


class NameWord(models.Model):
    """A word of the name of an author, a genre, a vendor or a collection.

    As the documents have it (`store.search.encoding`), so that both databases compare it
    letter by letter.
    """

    source = models.CharField(max_length=10, choices=Source)
    key = models.PositiveBigIntegerField()
    word = models.CharField(max_length=255)

    class Meta:
        indexes = [models.Index(fields=["word", "source", "key"])]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "key", "word"], name="a_word_of_a_name_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.word} of {self.get_source_display()} {self.key}"
