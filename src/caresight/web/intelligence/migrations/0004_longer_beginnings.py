"""On SQLite the index keeps beginnings of up to eight letters: most words are shorter than that.

A word that is looked for by a beginning of another length is put together from every word that
begins so, which takes ten times as long where many items hold it.
"""

from django.db import migrations

MADE = """CREATE VIRTUAL TABLE intelligence_search USING fts5(
    text, content='intelligence_itemtext', content_rowid='item_id',
    tokenize='unicode61 remove_diacritics 0', prefix='{beginnings}', detail='none')"""


def _make_again(beginnings):
    def make(_apps, editor):
        if editor.connection.vendor != "sqlite":
            return
        # The triggers on the texts name the table, and find the new one.
        editor.execute("DROP TABLE intelligence_search")
        editor.execute(MADE.format(beginnings=beginnings))
        editor.execute("INSERT INTO intelligence_search(intelligence_search) VALUES ('rebuild')")

    return make


class Migration(migrations.Migration):
    dependencies = [("intelligence", "0003_severity")]

    operations = [migrations.RunPython(_make_again("2 3 4 5 6 7 8"), _make_again("2 3 4"))]
