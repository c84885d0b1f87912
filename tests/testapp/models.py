"""A model of somebody else's project, to tag and to like."""

from django.db import models


class Thing(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = "testapp"

    def __str__(self) -> str:
        return self.name
