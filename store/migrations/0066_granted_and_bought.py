"""What is held may be granted, bought, or both."""

import django.utils.timezone
from django.db import migrations, models


def were_bought(apps, schema_editor):
    """What was bought until now was not granted as well."""
    entries = apps.get_model("store", "LibraryEntry").objects
    entries.filter(source="bought").update(is_granted=False)


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0065_moments_of_changes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="libraryentry",
            name="created_at",
            field=models.DateTimeField(
                db_index=True, default=django.utils.timezone.now, editable=False
            ),
        ),
        migrations.AddField(
            model_name="libraryentry",
            name="is_granted",
            field=models.BooleanField(db_default=True, default=True, editable=False),
        ),
        migrations.RunPython(were_bought, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="libraryentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_granted", True), ("source", "bought"), _connector="OR"
                ),
                name="held_items_are_granted_or_bought",
            ),
        ),
    ]
