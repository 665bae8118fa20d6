import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("cms", "0010_names_of_homes")]

    operations = [
        migrations.AlterField(
            model_name="basepage",
            name="scope",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="access.scope",
            ),
        ),
        migrations.AddIndex(
            model_name="basepage",
            index=models.Index(fields=["scope", "content_type"], name="cms_page_scope_type"),
        ),
    ]
