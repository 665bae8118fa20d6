import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('cms', '0002_bootstrap_page_model'),
    ]

    operations = [
        migrations.AddField(model_name='basepage', name='latest_revision', field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
        migrations.AddField(model_name='basepage', name='live_revision', field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
        migrations.AlterField(model_name='basepage', name='locale', field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
        migrations.AlterField(model_name='basepage', name='translation_key', field=models.UUIDField(default=uuid.uuid4, editable=False)),
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(fields=['url_path'], name='cms_page_url_path'),
        ),
        migrations.AddIndex(
            model_name='basepage',
            index=models.Index(fields=['institution', 'path'], name='cms_page_institution_path'),
        ),
        migrations.AlterUniqueTogether(
            name='basepage',
            unique_together={('translation_key', 'locale')},
        ),
    ]
