"""What customers say to each other below products."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("store", "0058_favorites_by_time"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=5000)),
                ('contains_spoiler', models.BooleanField(default=False)),
                ('by_vendor', models.BooleanField(default=False, help_text="Whether its author was a member of the product's vendor then.")),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('like_count', models.PositiveIntegerField(default=0, editable=False, help_text='Kept by whoever knows of likes; the store does not.')),
                ('customer', models.ForeignKey(blank=True, help_text='Empty: a former customer.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to='store.customer')),
                ('deleted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='store.comment')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='store.product')),
            ],
            options={
                'ordering': ['-created_at', '-id'],
                'indexes': [models.Index(fields=['product', 'created_at', 'id'], name='store_comme_product_c4f1b2_idx'), models.Index(fields=['product', 'like_count', 'id'], name='store_comme_product_809e06_idx'), models.Index(fields=['product', 'parent', 'created_at', 'id'], name='store_comme_product_6a1501_idx'), models.Index(fields=['product', 'parent', 'like_count', 'id'], name='store_comme_product_a5bed0_idx')],
            },
        ),
    ]
