"""The database itself refuses to change or remove an entry."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER audit_entry_no_{verb} BEFORE {verb} ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'an audit entry is never changed'); END"""
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE FUNCTION audit_entry_stays() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'an audit entry is never changed'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_stays()""",
]
BACK = {
    "sqlite": ["DROP TRIGGER audit_entry_no_UPDATE", "DROP TRIGGER audit_entry_no_DELETE"],
    "postgresql": [
        "DROP TRIGGER audit_entry_stays ON audit_entry",
        "DROP FUNCTION audit_entry_stays()",
    ],
}


def forbid(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def allow(apps, editor):
    for statement in BACK[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(forbid, allow)]
