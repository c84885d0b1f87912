"""When favourites were marked or taken away, for apps that keep them."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import store.shared.moments


def moment() -> models.DateTimeField:
    return models.DateTimeField(
        db_default=store.shared.moments.UtcNow(),
        default=django.utils.timezone.now,
        editable=False,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0071_marks_in_books"),
    ]

    operations = [
        migrations.AddField(
            model_name="favoriteproduct", name="updated_at", field=moment()
        ),
        migrations.AddField(
            model_name="favoritevendor", name="updated_at", field=moment()
        ),
        migrations.CreateModel(
            name="RemovedRow",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("favorite_product", "Favourite product"),
                            ("favorite_vendor", "Favourite vendor"),
                            ("order", "Order"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "key",
                    models.PositiveBigIntegerField(
                        help_text="By which the list named it."
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(help_text="When it was taken out."),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="removed_rows",
                        to="store.customer",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("customer", "kind", "key"), name="a_row_is_removed_once"
                    )
                ],
            },
        ),
    ]
