"""Likes of anything by anyone."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class LikedItemManager(models.Manager["LikedItem"]):
    def get_likes_for(
        self, obj_type: type[models.Model], obj_id: int
    ) -> models.QuerySet["LikedItem"]:
        """The likes of one object, each with its user, in one joined query."""
        content_type = ContentType.objects.get_for_model(obj_type)
        return self.select_related("user").filter(
            content_type=content_type, object_id=obj_id
        )


class LikedItem(models.Model):
    """One user likes one object of any model with an integer key."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey()

    objects = LikedItemManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "user"], name="one_like_per_user"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} likes {self.content_object}"
