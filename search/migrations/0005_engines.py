from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0004_counts")]

    operations = [
        # Words stand in the engines' own indexes from now on, which are built when one is missing.
        migrations.RunSQL("DROP TABLE search_words", migrations.RunSQL.noop),
        migrations.AddField("entry", "headings", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("entry", "unit", models.CharField(blank=True, default="", max_length=20), preserve_default=False),
        migrations.AddField("entry", "boost", models.FloatField(default=1.0)),
        migrations.AddField("entry", "version", models.BigIntegerField(default=0)),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("engine", models.CharField(max_length=16)),
                ("entry_id", models.BigIntegerField(db_index=True)),
            ],
            options={"indexes": [models.Index(fields=["engine", "id"], name="search_change_waiting")]},
        ),
        migrations.CreateModel(
            name="LexiconVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("content", models.BinaryField()),
            ],
        ),
    ]
