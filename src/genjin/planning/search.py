"""Search in Chinese: every row is indexed by its overlapping pairs of characters.

A full-text parser does not split Chinese, and SQLite's trigrams find no word of two characters; pairs of our own
making find every word of two or more, in an ordinary word index of either database.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from django.db import connection

from genjin.planning.models import SearchText

NOT_WORD = re.compile(r"[\W_]+")


def searchable(text: str) -> str:
    """Return the letters and digits of a text in one width and case, with one blank where anything else stood."""
    return NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def pairs(text: str) -> list[str]:
    """Return the overlapping pairs of a searchable text, word by word, each word closed by its last character.

    The closing character keeps two words apart and lets a single character be found as the beginning of a pair.
    """
    return [word[at : at + 2] for word in text.split() for at in range(len(word))]


def index_rows(texts: Mapping[int, str]) -> None:
    """Put rows into the index, or replace what it holds of them: `texts` is the row's whole text by follow-up."""
    new = {pk: searchable(text) for pk, text in texts.items()}
    old = dict(SearchText.objects.filter(pk__in=new).values_list("pk", "text"))
    changed = {pk: text for pk, text in new.items() if old.get(pk) != text}
    if connection.vendor == "sqlite":
        _replace_in_sqlite({pk: old[pk] for pk in changed if pk in old}, changed)
    else:
        _replace_in_postgres(changed)
    SearchText.objects.bulk_create(
        [SearchText(pk=pk, text=text) for pk, text in changed.items()],
        update_conflicts=True,
        unique_fields=["follow_up"],
        update_fields=["text"],
        batch_size=1000,
    )


def _replace_in_sqlite(old: Mapping[int, str], new: Mapping[int, str]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO planning_words (planning_words, rowid, words) VALUES ('delete', %s, %s)",
            [(pk, " ".join(pairs(text))) for pk, text in old.items()],
        )
        cursor.executemany(
            "INSERT INTO planning_words (rowid, words) VALUES (%s, %s)",
            [(pk, " ".join(pairs(text))) for pk, text in new.items()],
        )


def _replace_in_postgres(new: Mapping[int, str]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO planning_words (follow_up_id, words) VALUES (%s, array_to_tsvector(%s))"
            " ON CONFLICT (follow_up_id) DO UPDATE SET words = excluded.words",
            [(pk, sorted(set(pairs(text)))) for pk, text in new.items()],
        )


def matching_ids(words: Iterable[str], limit: int) -> list[int] | None:
    """Return the follow-ups whose pairs hold all the searchable words, or None where there are more than `limit`."""
    words = list(words)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT rowid FROM planning_words WHERE planning_words MATCH %s LIMIT %s",
                [" AND ".join(_phrase(word) for word in words), limit + 1],
            )
        else:
            cursor.execute(
                "SELECT follow_up_id FROM planning_words WHERE words @@ %s::tsquery LIMIT %s",
                [" & ".join(_lexemes(word) for word in words), limit + 1],
            )
        ids = [pk for (pk,) in cursor.fetchall()]
    return ids if len(ids) <= limit else None


def _phrase(word: str) -> str:
    return f'"{word}"*' if len(word) == 1 else '"' + " ".join(pairs(word)[:-1]) + '"'


def _lexemes(word: str) -> str:
    return f"'{word}':*" if len(word) == 1 else " & ".join(f"'{pair}'" for pair in pairs(word)[:-1])
