"""Orders know how they are to be paid, and with which coupon."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0028_commission_of_vendors")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="coupon_code",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=50
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="payment_method",
            field=models.CharField(
                blank=True,
                choices=[
                    ("cash_on_delivery", "Cash on delivery"),
                    ("chargily", "Chargily"),
                    ("manual", "Bank transfer"),
                ],
                db_default="",
                default="",
                editable=False,
                help_text="Chosen at the checkout; empty: not chosen yet.",
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="order",
            name="payment_status",
            field=models.CharField(
                choices=[
                    ("P", "Pending"),
                    ("C", "Complete"),
                    ("F", "Failed"),
                    ("R", "Refunded"),
                ],
                default="P",
                max_length=1,
            ),
        ),
    ]
