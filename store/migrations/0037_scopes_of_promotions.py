"""Promotions say when they run, whose they are and for what."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0036_count_orders_anew")]

    operations = [
        migrations.AddField(
            model_name="promotion",
            name="applies_to_all",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="All products of the vendor; without a vendor all there are.",
            ),
        ),
        migrations.AddField(
            model_name="promotion",
            name="collections",
            field=models.ManyToManyField(
                blank=True, related_name="%(class)ss", to="store.collection"
            ),
        ),
        migrations.AddField(
            model_name="promotion",
            name="ends_at",
            field=models.DateTimeField(
                blank=True, help_text="Empty: until it is switched off.", null=True
            ),
        ),
        migrations.AddField(
            model_name="promotion",
            name="is_active",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="promotion",
            name="starts_at",
            field=models.DateTimeField(
                blank=True, help_text="Empty: from the beginning.", null=True
            ),
        ),
        migrations.AddField(
            model_name="promotion",
            name="vendor",
            field=models.ForeignKey(
                blank=True,
                help_text="Who gives it and bears it, for its own products alone; empty: the store.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)ss",
                to="store.vendor",
            ),
        ),
        migrations.AddIndex(
            model_name="promotion",
            index=models.Index(
                fields=["is_active", "ends_at"], name="store_promo_is_acti_4f0d42_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="promotion",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="promotion_ends_after_it_starts",
            ),
        ),
    ]
