r"""Words inside JSON columns. SQLite keeps JSON as it was written, every character beyond ASCII as \uXXXX."""

import json
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

Row = TypeVar("Row", bound=Model)


def holding(rows: QuerySet[Row], field: str, words: str, number: int = 0) -> tuple[QuerySet[Row], Q]:
    """Return the rows, made ready, and the condition that the words stand in this JSON column, in any case.

    `number` tells several words for one column apart.
    """
    name = f"{field}_as_text_{number}"
    as_written = json.dumps(words)[1:-1]
    return rows.alias(**{name: Cast(field, TextField())}), Q(**{f"{name}__icontains": words}) | Q(
        **{f"{name}__icontains": as_written}
    )


def with_texts(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401  any JSON
    """Return a JSON value with every text in it changed; keys stay, for they are not words of people."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [with_texts(entry, change) for entry in value]
    if isinstance(value, dict):
        return {key: with_texts(entry, change) for key, entry in value.items()}
    return value


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in a JSON value but its keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for entry in value:
            yield from texts_in(entry)
    elif isinstance(value, dict):
        yield from texts_in(list(value.values()))
