"""The index of two-character words: an FTS5 table on SQLite, a tsvector column with GIN on PostgreSQL.

SQLite's table keeps no text of its own (`content=''`); what it must forget is told from `SearchText`.
"""

from django.db import migrations

SQLITE = "CREATE VIRTUAL TABLE planning_words USING fts5(words, content='', tokenize='unicode61 remove_diacritics 0')"
POSTGRES = (
    "CREATE TABLE planning_words (follow_up_id bigint PRIMARY KEY REFERENCES planning_followup (id)"
    " ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, words tsvector NOT NULL)",
    "CREATE INDEX planning_words_gin ON planning_words USING gin (words)",
)


def create(apps, schema_editor):
    """Create the index of this database."""
    for statement in (SQLITE,) if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    """Drop it again."""
    schema_editor.execute("DROP TABLE planning_words")


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
