"""Making the search index anew from the rows."""

from django.db import connection, transaction

from genjin.planning.models import FollowUp, SearchText
from genjin.planning.operations.indexing import index_again


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
    """Make the index anew; returns how many rows are in it."""
    clear_search_index()
    return index_again(FollowUp.objects.all())


def rows_missing_in_index() -> int:
    """Return by how many rows the index and the plan table differ."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM planning_words")
        words = int(cursor.fetchone()[0])
    rows, texts = FollowUp.objects.count(), SearchText.objects.count()
    return max(abs(rows - words), abs(rows - texts))
