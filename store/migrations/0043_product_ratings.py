"""What products are rated, kept beside them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("store", "0042_book_files")]

    operations = [
        migrations.CreateModel(
            name='ProductRating',
            fields=[
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='rating', serialize=False, to='store.product')),
                ('count', models.PositiveIntegerField(default=0)),
                ('average', models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True)),
                ('histogram', models.JSONField(default=list, help_text='Ten counts: of 0.5, 1, 1.5, … 5 stars.')),
            ],
            options={
                'indexes': [models.Index(fields=['-average', '-count'], name='store_produ_average_1539c1_idx')],
            },
        ),
    ]
