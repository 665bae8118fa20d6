from django.db import migrations

from core.access.audiences import digest_audience, make_audience


def show_to_institutions(apps, schema_editor):
    """Images from before the question are as unanswered ones: for their institution."""
    scopes, keys = apps.get_model("access", "Scope"), apps.get_model("access", "ScopeKey")
    images = apps.get_model("cms", "InstitutionImage")
    for link in apps.get_model("cms", "InstitutionCollection").objects.select_related("institution"):
        own = images.objects.filter(collection_id=link.collection_id)
        if not own.exists():
            continue
        holders = ("pupil", "guardian", "staff")
        audience = make_audience(f"{link.institution.key}/{holder}" for holder in holders)
        scope, made = scopes.objects.get_or_create(digest=digest_audience(audience))
        if made:
            keys.objects.bulk_create([keys(scope=scope, key=key) for key in audience])
        own.update(consent_scope=scope)


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0020_consent'),
    ]

    operations = [
        migrations.RunPython(show_to_institutions, migrations.RunPython.noop),
    ]
