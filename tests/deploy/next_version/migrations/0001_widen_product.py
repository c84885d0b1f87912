"""What the next version could do to a table the old version is using: widen it."""

from typing import Any

from django.db import migrations, models


class OfTheStore:
    """An operation on a model of the store, wherever its migration lives."""

    def state_forwards(self, app_label: str, state: Any) -> None:
        super().state_forwards("store", state)

    def database_forwards(self, app_label: str, *rest: Any) -> None:
        super().database_forwards("store", *rest)

    def database_backwards(self, app_label: str, *rest: Any) -> None:
        super().database_backwards("store", *rest)


class AddField(OfTheStore, migrations.AddField):
    pass


class AddIndex(OfTheStore, migrations.AddIndex):
    pass


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = [
        AddField("product", "subtitle", models.CharField(max_length=200, null=True)),
        AddField("product", "weight", models.IntegerField(default=1, db_default=1)),
        AddIndex("product", models.Index(fields=["weight"], name="product_weight")),
    ]
