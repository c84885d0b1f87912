"""What searches find products by: blocks of facts and words, names, and what changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0063_full_text_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangedProduct",
            fields=[
                (
                    "product_id",
                    models.PositiveBigIntegerField(primary_key=True, serialize=False),
                ),
                ("mark", models.CharField(max_length=32)),
                (
                    "in_words",
                    models.BooleanField(
                        default=False, help_text="Not only its facts: its document too."
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NameWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("product", "Product"),
                            ("vendor", "Vendor"),
                            ("collection", "Collection"),
                            ("author", "Author"),
                            ("genre", "Genre"),
                            ("tag", "Tag"),
                        ],
                        max_length=10,
                    ),
                ),
                ("key", models.PositiveBigIntegerField()),
                ("word", models.CharField(max_length=255)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["word", "source", "key"],
                        name="store_namew_word_c7d5fd_idx",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "key", "word"), name="a_word_of_a_name_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("number", models.PositiveBigIntegerField()),
                (
                    "kept",
                    models.CharField(
                        choices=[("facts", "Facts"), ("words", "Words")], max_length=5
                    ),
                ),
                ("format", models.PositiveSmallIntegerField()),
                ("version", models.CharField(max_length=32)),
                ("data", models.BinaryField()),
                (
                    "built_at",
                    models.DateTimeField(
                        help_text="When it was read as a whole; changes are written into it since."
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["built_at"], name="store_searc_built_a_83633c_idx"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("format", "kept", "number"), name="a_search_block_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StaleText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("product", "Product"),
                            ("vendor", "Vendor"),
                            ("collection", "Collection"),
                            ("author", "Author"),
                            ("genre", "Genre"),
                            ("tag", "Tag"),
                        ],
                        max_length=10,
                    ),
                ),
                ("key", models.PositiveBigIntegerField()),
                ("mark", models.CharField(max_length=32)),
                ("last_id", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "key"), name="a_stale_text_once"
                    )
                ],
            },
        ),
    ]
