"""Search in Chinese: every row is indexed by its overlapping pairs of characters.

A full-text parser does not split Chinese, and SQLite's trigrams find no word of two characters; pairs of our own
making find every word of two or more, in an ordinary word index of either database.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Exists, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from genjin.planning.models import SearchText

BATCH = 1000
SURELY = 2  # an estimate of twice as many is believed
NOT_WORD = re.compile(r"[\W_]+")


def searchable(text: str) -> str:
    """Return the letters and digits of a text in one width and case, with one blank where anything else stood."""
    return NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def _batches(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def pairs(text: str) -> list[str]:
    """Return the overlapping pairs of a searchable text, word by word, each word closed by its last character.

    The closing character keeps two words apart and lets a single character be found as the beginning of a pair.
    """
    return [word[at : at + 2] for word in text.split() for at in range(len(word))]


def index_rows(texts: Mapping[int, str]) -> None:
    """Put rows into the index, or replace what it holds of them: `texts` is the row's whole text by follow-up."""
    new = {pk: searchable(text) for pk, text in texts.items()}
    old = {
        pk: text
        for keys in _batches(list(new))
        for pk, text in SearchText.objects.filter(pk__in=keys).values_list("pk", "text")
    }
    changed = {pk: text for pk, text in new.items() if old.get(pk) != text}
    if connection.vendor == "sqlite":
        _replace_in_sqlite({pk: old[pk] for pk in changed if pk in old}, changed)
    else:
        _replace_in_postgres(changed)
    with connection.cursor() as cursor:  # a model each would take as long as all the rest of logging a row
        cursor.executemany(
            "INSERT INTO planning_searchtext (follow_up_id, text) VALUES (%s, %s)"
            " ON CONFLICT (follow_up_id) DO UPDATE SET text = excluded.text",
            list(changed.items()),
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


def rows_with(words: Sequence[str]) -> RawSQL:
    """Return the subquery of the keys of the rows whose pairs hold all the searchable words."""
    if connection.vendor == "sqlite":
        sql, match = "SELECT rowid FROM planning_words WHERE planning_words MATCH %s", _fts_query(words)
    else:
        sql, match = "SELECT follow_up_id FROM planning_words WHERE words @@ %s::tsquery", _ts_query(words)
    return RawSQL(sql, [match])  # noqa: S611  the words are a parameter


def are_common(words: Sequence[str], limit: int) -> bool:
    """Tell whether more than `limit` rows hold all the words."""
    subquery = rows_with(words)
    if connection.vendor == "postgresql" and _estimate(subquery) > SURELY * limit:
        return True
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({subquery.sql} LIMIT %s) AS hits", [*subquery.params, limit + 1])  # noqa: S608
        return bool(cursor.fetchone()[0] > limit)


def has_any(rows: QuerySet[Any]) -> Exists | Coalesce:
    """Return the condition that such a row is there, looked up for each candidate in the candidates' own order.

    PostgreSQL turns `Exists` into a join over the whole table when it takes a common word inside a text for a rare one,
    so there it is asked as a value.
    """
    if connection.vendor == "sqlite":
        return Exists(rows)
    return Coalesce(Subquery(rows.order_by().values(found=Value(True))[:1]), False)  # noqa: FBT003


def _estimate(subquery: RawSQL) -> int:
    """Return how many rows PostgreSQL expects: it keeps count of the commonest pairs, and reading them takes long."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {subquery.sql}", subquery.params)
        found = re.search(r"rows=(\d+)", cursor.fetchone()[0])
    return int(found[1]) if found else 0


def _fts_query(words: Sequence[str]) -> str:
    return " AND ".join(f'"{word}"*' if len(word) == 1 else '"' + " ".join(pairs(word)[:-1]) + '"' for word in words)


def _ts_query(words: Sequence[str]) -> str:
    return " & ".join(
        f"'{word}':*" if len(word) == 1 else " & ".join(f"'{pair}'" for pair in pairs(word)[:-1]) for word in words
    )
