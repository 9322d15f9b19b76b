"""The search over items: an index of words that the database itself keeps in step.

SQLite has FTS5 with the texts as its content and three triggers; PostgreSQL has a column that
it works out itself, with an index. Both read the same plain words, so that both find the same.
"""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE intelligence_search USING fts5(
        text, content='intelligence_itemtext', content_rowid='item_id',
        tokenize='unicode61 remove_diacritics 0', prefix='2 3 4', detail='none')""",
    """CREATE TRIGGER intelligence_search_added AFTER INSERT ON intelligence_itemtext BEGIN
        INSERT INTO intelligence_search(rowid, text) VALUES (new.item_id, new.text);
    END""",
    """CREATE TRIGGER intelligence_search_removed AFTER DELETE ON intelligence_itemtext BEGIN
        INSERT INTO intelligence_search(intelligence_search, rowid, text)
        VALUES ('delete', old.item_id, old.text);
    END""",
    """CREATE TRIGGER intelligence_search_changed AFTER UPDATE ON intelligence_itemtext BEGIN
        INSERT INTO intelligence_search(intelligence_search, rowid, text)
        VALUES ('delete', old.item_id, old.text);
        INSERT INTO intelligence_search(rowid, text) VALUES (new.item_id, new.text);
    END""",
]
SQLITE_UNDO = [
    "DROP TRIGGER intelligence_search_changed",
    "DROP TRIGGER intelligence_search_removed",
    "DROP TRIGGER intelligence_search_added",
    "DROP TABLE intelligence_search",
]
POSTGRESQL = [
    # Kept, not worked out: a walk over the newest items asks it of thousands of rows.
    """ALTER TABLE intelligence_itemtext ADD COLUMN search tsvector
        GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, text)) STORED""",
    "CREATE INDEX intelligence_search ON intelligence_itemtext USING gin (search)",
]
POSTGRESQL_UNDO = [
    "DROP INDEX intelligence_search",
    "ALTER TABLE intelligence_itemtext DROP COLUMN search",
]


def _run(statements):
    def run(_apps, editor):
        for statement in statements.get(editor.connection.vendor, []):
            editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("intelligence", "0001_initial")]

    operations = [
        migrations.RunPython(
            _run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            _run({"sqlite": SQLITE_UNDO, "postgresql": POSTGRESQL_UNDO}),
        )
    ]
