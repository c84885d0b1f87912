"""When orders changed, for apps that keep them."""

import django.utils.timezone
from django.db import migrations, models

import store.shared.moments


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0072_changes_of_favorites"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="updated_at",
            field=models.DateTimeField(
                db_default=store.shared.moments.UtcNow(),
                default=django.utils.timezone.now,
                editable=False,
            ),
        ),
    ]
