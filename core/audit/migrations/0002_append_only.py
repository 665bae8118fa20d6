"""The database itself refuses to change or delete an entry of the log."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER audit_entry_no_{verb} BEFORE {verb} ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
]
POSTGRESQL_FUNCTION = """CREATE FUNCTION audit_entry_refuse() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'the log is append-only'; END $$ LANGUAGE plpgsql"""
POSTGRESQL_TRIGGER = """CREATE TRIGGER audit_entry_no_{verb} BEFORE {verb} ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()"""
VERBS = ("update", "delete")


def add_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION)
        statements = [POSTGRESQL_TRIGGER]
    else:
        statements = SQLITE
    for statement in statements:
        for verb in VERBS:
            schema_editor.execute(statement.format(verb=verb))


def drop_triggers(apps, schema_editor):
    on_table = " ON audit_entry" if schema_editor.connection.vendor == "postgresql" else ""
    for verb in VERBS:
        schema_editor.execute(f"DROP TRIGGER audit_entry_no_{verb}{on_table}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION audit_entry_refuse()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(add_triggers, drop_triggers)]
