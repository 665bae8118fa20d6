from django.db import migrations, models


def name_units(apps, schema_editor):
    """What was read while no institution had settings of its own was read by the municipality's.

    Elsewhere nobody knows by which they were read: those keep no unit, so that the next reading
    forgets them and reads them anew.
    """
    get_model = apps.get_model
    own = {
        connection_id
        for connection_id, values, secrets in get_model(
            "connectors", "InstitutionConnection"
        ).objects.values_list("connection_id", "values", "secrets")
        if values or secrets
    }
    connections = get_model("connectors", "Connection").objects.exclude(pk__in=own)
    for pk, code in connections.values_list("pk", "municipality__code"):
        for name in ("EntryReading", "SystemEntry"):
            get_model("connectors", name).objects.filter(connection=pk).update(unit=code)


class Migration(migrations.Migration):
    dependencies = [
        ("connectors", "0002_entries"),
        ("people", "0007_theme"),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="unit",
                field=models.CharField(default="", max_length=20),
                preserve_default=False,
            )
            for name in ("entryreading", "systementry")
        ),
        migrations.RunPython(name_units, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="entryreading", name="connectors_reading_once"),
        migrations.RemoveConstraint(model_name="systementry", name="connectors_entry_once"),
        migrations.AddConstraint(
            model_name="entryreading",
            constraint=models.UniqueConstraint(
                fields=("connection", "unit", "source"), name="connectors_reading_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="systementry",
            constraint=models.UniqueConstraint(
                fields=("connection", "unit", "source", "key"), name="connectors_entry_once"
            ),
        ),
    ]
