"""Where an order goes, and whom to call there; nothing is known of old ones."""

from django.db import migrations, models


def text(max_length):
    return models.CharField(
        blank=True, db_default="", default="", editable=False, max_length=max_length
    )


class Migration(migrations.Migration):
    dependencies = [("store", "0033_claimed_carts")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="delivery_name",
            field=text(255),
        ),
        migrations.AddField(
            model_name="order",
            name="delivery_phone",
            field=text(255),
        ),
        migrations.AddField(
            model_name="order",
            name="delivery_additional_phone",
            field=text(255),
        ),
        migrations.AddField(
            model_name="order",
            name="delivery_street",
            field=text(255),
        ),
        migrations.AddField(
            model_name="order",
            name="delivery_city",
            field=text(255),
        ),
        migrations.AddField(
            model_name="order",
            name="delivery_zip",
            field=text(20),
        ),
        migrations.AddField(
            model_name="order",
            name="delivery_region",
            field=text(255),
        ),
        migrations.AddField(
            model_name="order",
            name="delivery_country",
            field=text(2),
        ),
    ]
