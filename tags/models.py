"""Tags on anything."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Tag(models.Model):
    label = models.CharField(max_length=255, unique=True)

    class Meta:
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label


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
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "tag"], name="one_tag_per_object"
            )
        ]

    def __str__(self) -> str:
        return str(self.tag)
