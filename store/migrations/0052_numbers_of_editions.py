"""Rows that were there before editions had numbers get some."""

from django.db import migrations


def number_editions(apps, schema_editor):
    """1, 2, 3 … for each book, format and kind, in the order of their keys."""
    rows = apps.get_model("store", "BookFile").objects.order_by("pk")
    last = {}
    for pk, *slot in rows.values_list("pk", "book", "format", "is_sample"):
        number = last[tuple(slot)] = last.get(tuple(slot), 0) + 1
        if number > 1:
            rows.filter(pk=pk).update(edition=number)


class Migration(migrations.Migration):
    dependencies = [("store", "0051_editions_of_book_files")]

    operations = [migrations.RunPython(number_editions, migrations.RunPython.noop)]
