"""Books, who wrote them, and what readers prefer."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("store", "0040_payments_by_time")]

    operations = [
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255, unique=True)),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Book',
            fields=[
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='book', serialize=False, to='store.product')),
                ('isbn', models.CharField(blank=True, db_index=True, default='', help_text='ISBN-13 without hyphens; one of ten digits is kept as its thirteen.', max_length=13)),
                ('publisher', models.CharField(blank=True, default='', max_length=255)),
                ('released_on', models.DateField(blank=True, db_index=True, null=True)),
                ('pages_from', models.PositiveIntegerField(blank=True, null=True)),
                ('pages_to', models.PositiveIntegerField(blank=True, null=True)),
                ('language', models.CharField(blank=True, db_index=True, default='', help_text='ISO 639.', max_length=3)),
            ],
        ),
        migrations.CreateModel(
            name='Genre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True)),
                ('slug', models.SlugField(max_length=100, unique=True)),
            ],
            options={
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='BookAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wrote', to='store.author')),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='written_by', to='store.book')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.AddField(
            model_name='book',
            name='authors',
            field=models.ManyToManyField(blank=True, related_name='books', through='store.BookAuthor', to='store.author'),
        ),
        migrations.AddField(
            model_name='book',
            name='genres',
            field=models.ManyToManyField(blank=True, related_name='books', to='store.genre'),
        ),
        migrations.CreateModel(
            name='PreferredGenre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preferred_genres', to='store.customer')),
                ('genre', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preferred_by', to='store.genre')),
            ],
        ),
        migrations.AddConstraint(
            model_name='bookauthor',
            constraint=models.UniqueConstraint(fields=('book', 'author'), name='an_author_of_a_book_once'),
        ),
        migrations.AddConstraint(
            model_name='preferredgenre',
            constraint=models.UniqueConstraint(fields=('customer', 'genre'), name='a_genre_preferred_once'),
        ),
    ]
