"""Orders that were counted know nothing of the new figures: the background counts them anew."""

from django.db import migrations

CHUNK = 2000
NEW_KINDS = {"store", "period"}


def in_chunks(counted):
    last = 0
    while keys := list(
        counted.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
    ):
        last = keys[-1]
        yield counted.filter(pk__in=keys)


def mark_all(apps, schema_editor):
    """What was counted of an order is kept, so that the difference is what gets added."""
    for some in in_chunks(apps.get_model("store", "CountedOrder").objects.all()):
        some.update(is_stale=True)


def forget_the_new_figures(apps, schema_editor):
    """The code before would not know where to take them off from."""
    for some in in_chunks(apps.get_model("store", "CountedOrder").objects.all()):
        rows = list(some)
        for row in rows:
            row.figures = [key for key in row.figures if key[0] not in NEW_KINDS]
        some.model.objects.bulk_update(rows, ["figures"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("store", "0035_figures_of_the_whole_store")]

    operations = [migrations.RunPython(mark_all, forget_the_new_figures)]
