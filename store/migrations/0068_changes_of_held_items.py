"""When what customers hold changed last, and what they do not hold any more.

Entries that are there changed when they were made; two of a customer never at one moment.
"""

from datetime import timedelta
from itertools import groupby
from operator import itemgetter

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import F

from store.shared.moments import UtcNow

STEP = timedelta(microseconds=1)
AT_ONCE = 1000


def date_entries(apps, schema_editor):
    Entry = apps.get_model("store", "LibraryEntry")
    Entry.objects.update(updated_at=F("created_at"))
    rows = Entry.objects.order_by("customer_id", "created_at", "pk")
    rows = rows.values_list("customer_id", "pk", "created_at").iterator()
    moments = []
    for customer, entries in groupby(rows, itemgetter(0)):
        last = None
        for _, pk, moment in entries:
            if last is not None and moment <= last:
                moment = last + STEP
                Entry.objects.filter(pk=pk).update(updated_at=moment)
            last = moment
        moments.append((customer, last))
        if len(moments) == AT_ONCE:
            set_clocks(apps, moments)
            moments = []
    set_clocks(apps, moments)


def set_clocks(apps, moments):
    """No clock is behind a row that has its moments."""
    Clock = apps.get_model("store", "CustomerClock")
    there = Clock.objects.in_bulk([customer for customer, _ in moments])
    for customer, moment in moments:
        if customer in there and there[customer].moment < moment:
            Clock.objects.filter(pk=customer).update(moment=moment)
    Clock.objects.bulk_create(
        Clock(pk=customer, moment=moment)
        for customer, moment in moments
        if customer not in there
    )


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0067_downloads"),
    ]

    operations = [
        migrations.AddField(
            model_name="libraryentry",
            name="updated_at",
            field=models.DateTimeField(
                db_default=UtcNow(),
                default=django.utils.timezone.now,
                editable=False,
            ),
        ),
        migrations.RunPython(date_entries, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="libraryentry",
            index=models.Index(
                fields=["customer", "updated_at"], name="held_item_changes"
            ),
        ),
        migrations.CreateModel(
            name="GoneEntry",
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
                ("entry_id", models.PositiveBigIntegerField()),
                ("product_id", models.PositiveBigIntegerField()),
                ("updated_at", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gone_library",
                        to="store.customer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["customer", "updated_at"], name="gone_item_changes"
                    )
                ],
            },
        ),
    ]
