"""What is searched: the words of products, and the vocabulary."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0061_orders_to_pair")]

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "product_id",
                    models.BigIntegerField(primary_key=True, serialize=False),
                ),
                ("title", models.TextField(blank=True, default="")),
                ("keywords", models.TextField(blank=True, default="")),
                ("body", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                (
                    "term",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("documents", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="SearchProgress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("complete_to", models.BigIntegerField(default=0)),
                ("products", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.AddIndex(
            model_name="searchterm",
            index=models.Index(
                fields=["-documents"], name="store_searc_documen_a591ac_idx"
            ),
        ),
    ]
