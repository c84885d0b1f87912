"""What a file of a book is, what was found in it, and which edition it is."""

import store.shared.private_files
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0050_ratings_of_products"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="bookfile",
            options={
                "ordering": ["id"],
                "verbose_name": "file of a book",
                "verbose_name_plural": "files of books",
            },
        ),
        migrations.AddField(
            model_name="bookfile",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="authors",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="cover",
            field=models.ImageField(
                blank=True, max_length=200, upload_to="store/covers"
            ),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="edition",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="file",
            field=models.FileField(
                blank=True,
                max_length=200,
                storage=store.shared.private_files.get_private_storage,
                upload_to="books",
            ),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="language",
            field=models.CharField(blank=True, default="", max_length=35),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="pages",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="reason",
            field=models.CharField(
                blank=True, default="", help_text="Why it was refused.", max_length=30
            ),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="replaced_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When a newer edition took its place, or it was withdrawn.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="sha256",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="size",
            field=models.PositiveBigIntegerField(default=0, help_text="In bytes."),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="status",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("ready", "Ready"),
                    ("refused", "Refused"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="taken_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="title",
            field=models.CharField(blank=True, default="", max_length=255),
        ),
    ]
