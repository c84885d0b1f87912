"""No two editions of a file have one number; what waits to be looked into is found by index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0052_numbers_of_editions")]

    operations = [
        migrations.AddIndex(
            model_name="bookfile",
            index=models.Index(
                fields=["status", "taken_at"], name="store_bookf_status_8d1fa6_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="bookfile",
            constraint=models.UniqueConstraint(
                fields=("book", "format", "is_sample", "edition"),
                name="an_edition_of_a_file_once",
            ),
        ),
    ]
