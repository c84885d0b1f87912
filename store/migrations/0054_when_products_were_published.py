"""When a product was published first; for rows that come past the code the database says it."""

from django.db import migrations, models

from store.shared.moments import UtcNow

OPTIONS = {
    "blank": True,
    "default": None,
    "editable": False,
    "help_text": "When it was published first; it never changes.",
    "null": True,
}


class Migration(migrations.Migration):
    dependencies = [("store", "0053_unique_editions")]

    operations = [
        # In two steps: with the default at once, every row would say now.
        migrations.AddField(
            model_name="product",
            name="published_at",
            field=models.DateTimeField(**OPTIONS),
        ),
        migrations.AlterField(
            model_name="product",
            name="published_at",
            field=models.DateTimeField(db_default=UtcNow(), **OPTIONS),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(fields=["published_at", "id"], name="store_produ_publish_49122d_idx"),
        ),
    ]
