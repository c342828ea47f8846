"""Bringing the search index up to date with rows whose words come from elsewhere: a customer's or a project's name."""

from itertools import islice

from django.db.models import QuerySet

from genjin.planning.columns import cell_texts
from genjin.planning.models import FollowUp
from genjin.planning.search import index_rows

BATCH = 500


def index_again(rows: QuerySet[FollowUp]) -> int:
    """Index rows as they stand now, deleted ones too: they may come back. Returns how many there are."""
    whole = rows.select_related("project__customer", "stage").prefetch_related("actions", "objections", "risks")
    found = whole.order_by("pk").iterator(chunk_size=BATCH)
    count = 0
    while batch := list(islice(found, BATCH)):
        index_rows({row.pk: "\n".join(cell_texts(row).values()) for row in batch})
        count += len(batch)
    return count
