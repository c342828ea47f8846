"""Making the search index anew from the rows."""

from itertools import islice

from django.db import connection, transaction

from genjin.planning.columns import cell_texts
from genjin.planning.models import FollowUp, SearchText
from genjin.planning.search import index_rows

BATCH = 500


def clear_search_index() -> None:
    """Empty the index and what it was told."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO planning_words (planning_words) VALUES ('delete-all')")
        else:
            cursor.execute("DELETE FROM planning_words")
    SearchText.objects.all().delete()


@transaction.atomic
def rebuild_search_index() -> int:
    """Make the index anew; returns how many rows are in it. Deleted rows are in it too: they may come back."""
    clear_search_index()
    rows = FollowUp.objects.select_related("project__customer", "stage").prefetch_related(
        "actions", "objections", "risks"
    )
    found = rows.order_by("pk").iterator(chunk_size=BATCH)
    count = 0
    while batch := list(islice(found, BATCH)):
        index_rows({row.pk: "\n".join(cell_texts(row).values()) for row in batch})
        count += len(batch)
    return count


def rows_missing_in_index() -> int:
    """Return by how many rows the index and the plan table differ."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM planning_words")
        words = int(cursor.fetchone()[0])
    rows, texts = FollowUp.objects.count(), SearchText.objects.count()
    return max(abs(rows - words), abs(rows - texts))
