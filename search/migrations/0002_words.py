from django.db import migrations

# What a later migration drops again.
CREATE = "CREATE TABLE search_words (rowid bigint PRIMARY KEY)"


class Migration(migrations.Migration):
    dependencies = [("search", "0001_entries")]

    operations = [migrations.RunSQL(CREATE, "DROP TABLE search_words")]
