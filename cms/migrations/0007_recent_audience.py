import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0006_portal"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RecentAudience",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("audience", models.JSONField()),
                ("digest", models.CharField(editable=False, max_length=32)),
                ("used_at", models.DateTimeField()),
                ("times", models.PositiveIntegerField(default=1)),
                ("institution", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.institution")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "indexes": [models.Index(fields=["institution", "used_at"], name="cms_recent_audience_used")],
                "constraints": [models.UniqueConstraint(fields=("person", "institution", "digest"), name="cms_recent_audience_once")],
            },
        ),
    ]
