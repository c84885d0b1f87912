"""Names of authors and genres are compared by a key, which is the same in every database."""

from django.db import migrations, models

from store.books.names import key_of_name


def give_keys(apps, schema_editor):
    """Of rows whose names are the same now, the later keep a key of their own."""
    for name in ("Author", "Genre"):
        seen = set()
        model = apps.get_model("store", name)
        for row in model.objects.order_by("pk").iterator():
            key = key_of_name(row.name)
            row.name_key = key_of_name(f"{key} {row.pk}") if key in seen else key
            seen.add(key)
            row.save(update_fields=["name_key"])


class Migration(migrations.Migration):

    dependencies = [("store", "0043_product_ratings")]

    operations = [
        migrations.AddField(
            model_name="author",
            name="name_key",
            field=models.CharField(editable=False, max_length=64, null=True),
        ),
        migrations.AddField(
            model_name="genre",
            name="name_key",
            field=models.CharField(editable=False, max_length=64, null=True),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="author",
            name="name_key",
            field=models.CharField(editable=False, max_length=64, unique=True),
        ),
        migrations.AlterField(
            model_name="genre",
            name="name_key",
            field=models.CharField(editable=False, max_length=64, unique=True),
        ),
        migrations.AlterField(
            model_name="author",
            name="name",
            field=models.CharField(db_index=True, max_length=255),
        ),
        migrations.AlterField(
            model_name="genre",
            name="name",
            field=models.CharField(max_length=100),
        ),
    ]
