"""The newest payments are read off an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0039_return_requests")]

    operations = [
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                fields=["-created_at", "-id"], name="store_payme_created_3b076b_idx"
            ),
        ),
    ]
