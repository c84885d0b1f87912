"""Coupons, and which orders have one."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0037_scopes_of_promotions")]

    operations = [
        migrations.CreateModel(
            name="Coupon",
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
                ("is_active", models.BooleanField(db_default=True, default=True)),
                (
                    "starts_at",
                    models.DateTimeField(
                        blank=True, help_text="Empty: from the beginning.", null=True
                    ),
                ),
                (
                    "ends_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: until it is switched off.",
                        null=True,
                    ),
                ),
                (
                    "applies_to_all",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="All products of the vendor; without a vendor all there are.",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="3 to 50 letters, digits, - or _; kept in upper case.",
                        max_length=50,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9_-]{3,50}\\Z"
                            )
                        ],
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Percent off; or an amount, one of the two.",
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.01")),
                            django.core.validators.MaxValueValidator(100),
                        ],
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Off all that it is for together, before tax.",
                        max_digits=10,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.01"))
                        ],
                    ),
                ),
                (
                    "minimum_total",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        help_text="What it is for has to cost so much, after promotions and before tax.",
                        max_digits=10,
                        validators=[django.core.validators.MinValueValidator(0)],
                    ),
                ),
                (
                    "max_uses",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="By all together; empty: no limit.",
                        null=True,
                    ),
                ),
                (
                    "max_uses_per_customer",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty: no limit.", null=True
                    ),
                ),
                (
                    "used",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="Orders that have it and were not cancelled.",
                    ),
                ),
            ],
            options={
                "ordering": ["code", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CouponUse",
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
                ("used_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="coupon",
            name="collections",
            field=models.ManyToManyField(
                blank=True, related_name="%(class)ss", to="store.collection"
            ),
        ),
        migrations.AddField(
            model_name="coupon",
            name="products",
            field=models.ManyToManyField(
                blank=True, related_name="coupons", to="store.product"
            ),
        ),
        migrations.AddField(
            model_name="coupon",
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
        migrations.AddField(
            model_name="couponuse",
            name="coupon",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uses",
                to="store.coupon",
            ),
        ),
        migrations.AddField(
            model_name="couponuse",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="store.customer",
            ),
        ),
        migrations.AddField(
            model_name="couponuse",
            name="order",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="coupon_use",
                to="store.order",
            ),
        ),
        migrations.AddConstraint(
            model_name="coupon",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="coupon_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="coupon",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("amount", None),
                        ("percent__gt", 0),
                        ("percent__isnull", False),
                        ("percent__lte", 100),
                    ),
                    models.Q(
                        ("amount__gt", 0), ("amount__isnull", False), ("percent", None)
                    ),
                    _connector="OR",
                ),
                name="coupon_percent_or_amount",
            ),
        ),
        migrations.AddIndex(
            model_name="couponuse",
            index=models.Index(
                fields=["coupon", "customer"], name="store_coupo_coupon__ce9d6b_idx"
            ),
        ),
    ]
