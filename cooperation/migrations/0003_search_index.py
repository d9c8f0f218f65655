"""The tokens of a record, and on each database the index over them; the next load fills both."""

from django.db import migrations, models

BUILD = {
    "sqlite": [
        # The tokens come as they are to be kept, so the plainest tokenizer takes them.
        """CREATE VIRTUAL TABLE cooperation_words USING fts5(
            search_names, search_text, content='cooperation_record', content_rowid='id',
            tokenize="ascii tokenchars '=+'", prefix='2 3 4')""",
        "INSERT INTO cooperation_words(cooperation_words) VALUES('rebuild')",
    ],
    "postgresql": [
        # Not to_tsvector: its parser reads words by the locale of the database.
        """CREATE FUNCTION cooperation_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT coalesce(string_agg('''' || word || ''':' || least(place, 16383), ' '), '')::tsvector
            FROM unnest(string_to_array($1, ' ')) WITH ORDINALITY AS words(word, place) WHERE word <> '' $$""",
        """ALTER TABLE cooperation_record
            ADD COLUMN words_in_names tsvector GENERATED ALWAYS AS (cooperation_words(search_names)) STORED,
            ADD COLUMN words_in_all tsvector GENERATED ALWAYS AS (cooperation_words(search_text)) STORED""",
        "CREATE INDEX record_words_in_names ON cooperation_record USING gin (words_in_names)",
        "CREATE INDEX record_words_in_all ON cooperation_record USING gin (words_in_all)",
    ],
}
REMOVE = {
    "sqlite": ["DROP TABLE cooperation_words"],
    "postgresql": [
        "ALTER TABLE cooperation_record DROP COLUMN words_in_names, DROP COLUMN words_in_all",
        "DROP FUNCTION cooperation_words(text)",
    ],
}


def _run(statements, schema_editor):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def build(apps, schema_editor):
    _run(BUILD, schema_editor)


def remove(apps, schema_editor):
    _run(REMOVE, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("cooperation", "0002_second_layer")]

    operations = [
        migrations.RemoveField("record", "search_marks"),
        migrations.AddField(
            "record",
            "search_names",
            models.TextField(default="", editable=False, help_text="the tokens of its names"),
        ),
        # Emptied, since what it held was no tokens: a load computes it where it is empty.
        migrations.RemoveField("record", "search_text"),
        migrations.AddField(
            "record",
            "search_text",
            models.TextField(default="", editable=False, help_text="all its tokens"),
        ),
        migrations.RunPython(build, remove),
    ]
