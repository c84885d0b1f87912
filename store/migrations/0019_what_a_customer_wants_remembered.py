from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0018_codes_of_products'),
    ]

    operations = [
        migrations.AddField(
            model_name='customer',
            name='tracks_history',
            field=models.BooleanField(db_default=True, default=True, help_text='Whether what the customer looks at and searches for is remembered.'),
        ),
        migrations.AddField(
            model_name='customer',
            name='views_kept_since',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='customer',
            name='searches_kept_since',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
