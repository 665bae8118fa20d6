import django.db.models.deletion
from django.db import migrations, models

CHOICES = [
    ("nobody", "Nobody"),
    ("groups", "Those in my classes and groups"),
    ("institution", "Everyone at the institution"),
]


class Migration(migrations.Migration):
    dependencies = [("people", "0002_roster_entries")]

    operations = [
        migrations.AddField(
            model_name="guardianblock",
            name="institution",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.institution",
            ),
        ),
        migrations.RenameField(
            model_name="person", old_name="shares_contact_with", new_name="shares_email_with"
        ),
        migrations.AlterField(
            model_name="person",
            name="shares_email_with",
            field=models.CharField(
                choices=CHOICES,
                default="nobody",
                max_length=11,
                verbose_name="Who may see my e-mail",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="shares_phone_with",
            field=models.CharField(
                choices=CHOICES,
                default="nobody",
                max_length=11,
                verbose_name="Who may see my telephone",
            ),
        ),
    ]
