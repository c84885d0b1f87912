from django.db import migrations, models


class Migration(migrations.Migration):
    """The column may be null: the old code inserts products without it until it is replaced."""

    dependencies = [
        ('store', '0016_carts_of_customers'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProductCodeCounter',
            fields=[
                ('prefix', models.CharField(max_length=3, primary_key=True, serialize=False)),
                ('last', models.PositiveBigIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='product',
            name='code',
            field=models.CharField(blank=True, editable=False, help_text='Made by the store, once; it never changes.', max_length=20, null=True, unique=True),
        ),
    ]
