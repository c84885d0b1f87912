import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0023_companies'),
    ]

    operations = [
        migrations.AddField(
            model_name='order',
            name='company',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='orders', to='store.company'),
        ),
        migrations.AddField(
            model_name='order',
            name='billed_name',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=255),
        ),
        migrations.AddField(
            model_name='order',
            name='billed_tax_number',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=50),
        ),
        migrations.AddField(
            model_name='order',
            name='billed_address',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=255),
        ),
    ]
