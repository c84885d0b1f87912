"""Rows that were there have moments of long ago, each another one, and customers a clock.

Rows of one customer must not share a moment: a page that ends at it would leave out the
others. And without a clock they would be told again each time.
"""

from datetime import UTC, datetime

from django.db import migrations
from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Value,
)
from django.utils import timezone

LONG_AGO = Value(datetime(2000, 1, 1, tzinfo=UTC), output_field=DateTimeField())
LISTS = ("FavoriteProduct", "FavoriteVendor", "Order")
AT_A_TIME = 1000


def date_old_rows(apps, schema_editor):
    """As many microseconds after the year 2000 as the id says."""
    after = ExpressionWrapper(F("id"), output_field=DurationField())
    moment = ExpressionWrapper(LONG_AGO + after, output_field=DateTimeField())
    for name in LISTS:
        apps.get_model("store", name)._default_manager.update(updated_at=moment)


def start_clocks(apps, schema_editor):
    clocks = apps.get_model("store", "CustomerClock")._default_manager
    customers = apps.get_model("store", "Customer")._default_manager
    now = timezone.now()
    for name in LISTS:
        own = apps.get_model("store", name)._default_manager.filter(
            customer=OuterRef("pk")
        )
        waiting = customers.filter(
            Exists(own), ~Exists(clocks.filter(customer=OuterRef("pk")))
        ).order_by("pk")
        while keys := list(waiting.values_list("pk", flat=True)[:AT_A_TIME]):
            clocks.bulk_create(clocks.model(customer_id=pk, moment=now) for pk in keys)


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0073_changes_of_orders"),
    ]

    operations = [
        migrations.RunPython(date_old_rows, migrations.RunPython.noop),
        migrations.RunPython(start_clocks, migrations.RunPython.noop),
    ]
