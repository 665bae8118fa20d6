from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='editingright',
            name='right',
            field=models.CharField(choices=[('edit', 'Write'), ('publish', 'Approve and publish'), ('public', 'Show to everyone on the internet'), ('municipality', 'Show to the whole municipality'), ('access', 'Look after groups and the access of adults'), ('protected', 'See the names of protected people')], max_length=12),
        ),
    ]
