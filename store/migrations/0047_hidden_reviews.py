"""Reviews that the store hid, and the index that ratings are counted from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0046_ratings_by_halves")]

    operations = [
        migrations.AddField(
            model_name="review",
            name="is_hidden",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                help_text="By the store: its author alone still sees it, and it counts nowhere.",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                fields=["product", "is_hidden", "-rating", "-id"],
                name="store_revie_product_b6f3e3_idx",
            ),
        ),
    ]
