"""One tag for each label, whatever the case of its letters, in every database."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

import tags.fields
from tags.labels import digest_of

AT_ONCE = 500


def fill_digests(apps: Any, schema_editor: Any) -> None:
    """Of two tags with one label the older stays, and is where the other one was."""
    tags = apps.get_model("tags", "Tag").objects.using(schema_editor.connection.alias)
    oldest = dict(tags.exclude(digest=None).values_list("digest", "pk"))
    while rows := list(tags.filter(digest=None).order_by("pk")[:AT_ONCE]):
        for tag in rows:
            tag.digest = digest_of(tag.label)
            kept = oldest.setdefault(tag.digest, tag.pk)
            if kept == tag.pk:
                tags.filter(pk=tag.pk).update(digest=tag.digest)
            else:
                merge(apps, schema_editor, tag.pk, kept)


def merge(apps: Any, schema_editor: Any, gone: int, kept: int) -> None:
    alias = schema_editor.connection.alias
    items = apps.get_model("tags", "TaggedItem").objects.using(alias)
    there = set(items.filter(tag=kept).values_list("content_type", "object_id"))
    for item in items.filter(tag=gone):
        if (item.content_type_id, item.object_id) not in there:
            items.filter(pk=item.pk).update(tag=kept)
    apps.get_model("tags", "Tag").objects.using(alias).filter(pk=gone).delete()


class Migration(migrations.Migration):
    dependencies = [("tags", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="tag",
            name="digest",
            field=tags.fields.LabelDigest(editable=False, max_length=64, null=True),
        ),
        migrations.RunPython(fill_digests, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="tag",
            name="digest",
            field=tags.fields.LabelDigest(
                editable=False, max_length=64, null=True, unique=True
            ),
        ),
        migrations.AlterField(
            model_name="tag",
            name="label",
            field=models.CharField(db_index=True, max_length=255),
        ),
        migrations.AddIndex(
            model_name="taggeditem",
            index=models.Index(
                fields=["tag", "content_type", "object_id"],
                name="tags_tagged_tag_id_78e941_idx",
            ),
        ),
    ]
