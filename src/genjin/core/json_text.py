r"""Words inside JSON columns. SQLite keeps JSON as it was written, every character beyond ASCII as \uXXXX."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

Row = TypeVar("Row", bound=Model)


def holding(rows: QuerySet[Row], field: str, words: str) -> tuple[QuerySet[Row], Q]:
    """Return the rows, made ready, and the condition that the words stand in this JSON column, in any case."""
    name = f"{field}_as_text"
    as_written = json.dumps(words)[1:-1]
    return rows.alias(**{name: Cast(field, TextField())}), Q(**{f"{name}__icontains": words}) | Q(
        **{f"{name}__icontains": as_written}
    )


def with_texts(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401  any JSON
    """Return a JSON value with every text in it changed, keys too."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [with_texts(entry, change) for entry in value]
    if isinstance(value, dict):
        return {change(key): with_texts(entry, change) for key, entry in value.items()}
    return value
