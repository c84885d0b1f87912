from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0020_views_and_searches'),
    ]

    # The old index goes last: MariaDB needs one on the customer at any time.
    operations = [
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['customer', '-placed_at', '-id'], name='store_order_custome_4e931e_idx'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['customer', 'status'], name='store_order_custome_e65576_idx'),
        ),
        migrations.RemoveIndex(
            model_name='order',
            name='store_order_custome_c87e5c_idx',
        ),
    ]
