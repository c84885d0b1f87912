"""The full-text index over the words of products, by each database's own means."""

from django.db import migrations

# The words are ASCII already; the words of the vocabulary differ by every letter.
MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE store_searchindex USING fts5("
        "title, keywords, body, detail=none, prefix='4 5', "
        "tokenize=\"ascii tokenchars '_'\")",
    ],
    "mysql": [
        "ALTER TABLE store_searchterm MODIFY term varchar(64) "
        "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL",
        "CREATE FULLTEXT INDEX store_searchdocument_words "
        "ON store_searchdocument (title, keywords, body)",
    ],
}
DROP = {
    "sqlite": ["DROP TABLE store_searchindex"],
    "mysql": ["DROP INDEX store_searchdocument_words ON store_searchdocument"],
}


def run(statements):
    def run_statements(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return run_statements


class Migration(migrations.Migration):
    dependencies = [("store", "0062_words_of_products")]

    operations = [migrations.RunPython(run(MAKE), run(DROP), atomic=False)]
