"""A large table out of a small one, by copies inside the database: through Python a million rows would take hours.

Copies keep their words, days and people's departments; customers and people get a name of their own.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from django.db import connection, models, transaction

from genjin.activity.models import ActivityEvent
from genjin.customers.models import Customer
from genjin.people.models import Department, User
from genjin.pipeline.models import Project
from genjin.planning.models import Action, FollowUp, Objection, Risk, SearchText
from genjin.planning.search import pairs

# those that others point to come first
COPIED: Sequence[type[models.Model]] = (
    Department,
    User,
    Department.managers.through,
    Customer,
    Project,
    FollowUp,
    Action,
    Action.doers.through,
    Objection,
    Risk,
    SearchText,
    ActivityEvent,
)
NAMED = {Department: "name", User: "username", Customer: "name"}
STRIDE = 10_000_000
BATCH = 5000


def multiply(times: int) -> None:
    """Add `times - 1` copies of everything."""
    if times < 2:
        return
    print(f"  copying {times - 1} times", flush=True)
    with transaction.atomic():
        for model in COPIED:
            copy_rows(model, times)
    copy_index(times)


def copy_rows(model: type[models.Model], times: int) -> None:
    """Copy one table; keys are shifted by STRIDE for each copy, and so are those that point to copied rows."""
    quote = connection.ops.quote_name
    fields = model._meta.concrete_fields
    columns = ", ".join(quote(field.column) for field in fields)
    values = ", ".join(value_of(model, field) for field in fields)
    table = quote(model._meta.db_table)
    numbers = " UNION ALL ".join(f"SELECT {n} AS n" for n in range(1, times))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table}, ({numbers}) AS copies")  # noqa: S608  names from models


def value_of(model: type[models.Model], field: "models.Field[object, object]") -> str:
    """Return what a copy holds in one column."""
    column = connection.ops.quote_name(field.column)
    if field.primary_key or (field.remote_field and field.related_model in COPIED):
        return f"{column} + n * {STRIDE}"
    if model is ActivityEvent and field.name in {"target_id", "project_id"}:
        return f"{column} + n * {STRIDE}"
    return f"{column} || '-' || n" if NAMED.get(model) == field.name else column


def copy_index(times: int) -> None:
    """Index the copies: PostgreSQL copies the words, SQLite's index keeps none and gets them again."""
    if connection.vendor == "postgresql":  # not in one transaction: it indexes no table with keys still to be checked
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX planning_words_gin")
            cursor.execute(
                "INSERT INTO planning_words SELECT follow_up_id + n * %s, words"
                " FROM planning_words, generate_series(1, %s) AS n",
                [STRIDE, times - 1],
            )
            cursor.execute("CREATE INDEX planning_words_gin ON planning_words USING gin (words)")
        return
    texts = SearchText.objects.filter(pk__gt=STRIDE).order_by("pk").values_list("pk", "text").iterator(BATCH)
    for some in batches((pk, " ".join(pairs(text))) for pk, text in texts):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany("INSERT INTO planning_words (rowid, words) VALUES (%s, %s)", some)
        print(f"\r  indexing: {some[-1][0]:,}", end="", flush=True)
    print()


def batches(rows: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Yield some at a time."""
    while some := list(islice(rows, BATCH)):
        yield some
