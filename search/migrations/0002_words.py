from django.db import migrations

from search.engines import engine_of


def create_words(apps, schema_editor):
    for statement in engine_of(schema_editor.connection.vendor).create:
        schema_editor.execute(statement)


def drop_words(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):

    dependencies = [("search", "0001_entries")]

    operations = [migrations.RunPython(create_words, drop_words)]
