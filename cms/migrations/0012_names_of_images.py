from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cms", "0011_news_by_scope")]

    operations = [
        migrations.AlterModelOptions(
            name="institutionimage",
            options={"verbose_name": "image", "verbose_name_plural": "images"},
        ),
    ]
