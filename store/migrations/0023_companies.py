from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0022_held_items'),
    ]

    operations = [
        migrations.CreateModel(
            name='Company',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('tax_number', models.CharField(blank=True, help_text='Unique when given. Spaces are left out.', max_length=50, null=True, unique=True)),
                ('address', models.CharField(blank=True, default='', max_length=255)),
            ],
            options={
                'verbose_name_plural': 'companies',
                'ordering': ['name', 'id'],
                'indexes': [models.Index(fields=['name', 'id'], name='store_compa_name_1597a5_idx')],
            },
        ),
        migrations.AddField(
            model_name='customer',
            name='companies',
            field=models.ManyToManyField(blank=True, related_name='customers', to='store.company'),
        ),
    ]
