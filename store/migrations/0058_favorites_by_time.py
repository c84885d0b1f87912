"""Which favourites are new."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0057_ranks_of_products")]

    operations = [
        migrations.AddIndex(
            model_name="favoriteproduct",
            index=models.Index(fields=["created_at"], name="store_favor_created_a8fdaa_idx"),
        ),
    ]
