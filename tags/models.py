"""Tags on anything."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models

from tags.fields import LabelDigest
from tags.labels import digest_of


class TagManager(models.Manager["Tag"]):
    def labelled(self, label: str) -> "Tag | None":
        """The tag with this label, in any case."""
        return self.filter(digest=digest_of(label)).first()

    def with_labels(self, labels: Sequence[str]) -> "list[Tag]":
        """The tags with these labels in any case, in this order; made where there is none."""
        wanted: dict[str, str] = {}
        for label in labels:
            wanted.setdefault(digest_of(label), label)
        # Sorted, so that two at once wait for each other in one order only.
        missing = [Tag(label=wanted[digest]) for digest in sorted(self.unknown(wanted))]
        self.bulk_create(missing, ignore_conflicts=True)
        found = {tag.digest: tag for tag in self.filter(digest__in=wanted)}
        return [found[digest] for digest in wanted]

    def unknown(self, digests: "dict[str, str]") -> set[str]:
        there = self.filter(digest__in=digests).values_list("digest", flat=True)
        return digests.keys() - set(there)


class Tag(models.Model):
    """A label; there is one of each, whatever the case of its letters."""

    label = models.CharField(max_length=255, db_index=True)
    # Null: a row of code that did not know the column, while a new version is rolled out.
    digest = LabelDigest(max_length=64, unique=True, null=True, editable=False)

    objects = TagManager()

    class Meta:
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        there = Tag.objects.labelled(self.label)
        if there is not None and there.pk != self.pk:
            raise ValidationError({"label": f"There is a tag {there} already."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The digest goes with the label."""
        columns = kwargs.get("update_fields")
        if columns is not None and "label" in columns:
            kwargs["update_fields"] = {*columns, "digest"}
        super().save(*args, **kwargs)


class TaggedItemManager(models.Manager["TaggedItem"]):
    def get_tags_for(
        self, obj_type: type[models.Model], obj_id: int
    ) -> models.QuerySet["TaggedItem"]:
        """The tagged items of one object, each with its tag, in one joined query."""
        content_type = ContentType.objects.get_for_model(obj_type)
        return self.select_related("tag").filter(
            content_type=content_type, object_id=obj_id
        )


class TaggedItem(models.Model):
    """One tag on one object of any model with an integer key."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey()

    objects = TaggedItemManager()

    class Meta:
        # What has a tag is read off this one alone.
        indexes = [models.Index(fields=["tag", "content_type", "object_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "tag"], name="one_tag_per_object"
            )
        ]

    def __str__(self) -> str:
        return str(self.tag)
