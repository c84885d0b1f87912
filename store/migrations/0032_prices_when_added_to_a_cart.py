"""Lines of carts know what their product cost when they were made; of old ones nothing is known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0031_ledger")]

    operations = [
        migrations.AddField(
            model_name="cartitem",
            name="added_price",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                editable=False,
                help_text="The list price when the line was made; more of it changes nothing.",
                max_digits=10,
                null=True,
            ),
        ),
    ]
