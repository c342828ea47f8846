"""Where in the database a person's name stands, in every table of the product, also in those that come later.

The tables are asked of Django, not listed: whoever adds one need not think of this, and nothing is missed. Rows are
told apart by whether they belong to one customer (by way of its project, row or customer) or lie elsewhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CharField, Field, FileField, JSONField, Model, Q, QuerySet, TextField

from genjin.core.json_text import holding, texts_in
from genjin.customers.models import Contact, Customer
from genjin.people.models import AuditEntry, Department, User
from genjin.pipeline.models import Project
from genjin.planning.models import SearchText
from genjin.planning.search import searchable

# names of ours, of companies and of other people are not this person's; the search index is made anew
LEFT_OUT: Mapping[type[Model], Sequence[str] | None] = {
    User: None,
    Department: None,
    AuditEntry: None,
    SearchText: None,
    Customer: ("name", "short_names"),
    Contact: ("name",),
}
AROUND, MOST_SNIPPETS = 18, 3
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class NamePlace:
    """The rows of one table in which the names stand: `here` of the customer, `elsewhere` not; `fields` are looked at.

    `snippets` show the words around, of rows here first; what is private is counted and never shown.
    """

    model: type[Model]
    fields: Sequence[str]
    here: Sequence[int]
    elsewhere: Sequence[int]
    snippets: Sequence[str]

    @property
    def title(self) -> str:
        """Return what the rows are called."""
        return str(self.model._meta.verbose_name_plural)


def name_places(names: Sequence[str], customer: Customer, *, only: type[Model] | None = None) -> list[NamePlace]:
    """Return every table, or that of one model, that holds one of the names; two queries a table."""
    fields_of = text_fields() if only is None else {only: text_fields()[only]}
    found = (_place(model, fields, names, customer) for model, fields in fields_of.items())
    return [place for place in found if place.here or place.elsewhere]


@cache
def text_fields() -> Mapping[type[Model], Sequence["Field[Any, Any]"]]:
    """Return, by model of the product, the columns that hold words of people."""
    found = {}
    for model in apps.get_models():
        out = LEFT_OUT.get(model, ())
        if out is None or not model.__module__.startswith("genjin.") or not model._meta.managed:
            continue
        fields = [field for field in model._meta.concrete_fields if field.name not in out and _holds_words(field)]
        if fields:
            found[model] = fields
    return found


def pattern_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the names, the longest first; one in Latin letters only as whole words."""
    return re.compile("|".join(_whole(name) for name in sorted(set(names), key=len, reverse=True)))


def forms_for(field: "Field[Any, Any]", names: Iterable[str]) -> list[str]:
    """Return the names as this column holds them: one that is made for searching holds them in one width and case."""
    return [searchable(name) if is_for_search(field) else name for name in names]


def is_for_search(field: "Field[Any, Any]") -> bool:
    """Tell whether a column holds a text once more, as search reads it."""
    return field.name == "words" and not field.editable


def _holds_words(field: "Field[Any, Any]") -> bool:
    if isinstance(field, FileField) or field.choices or field.primary_key or getattr(field, "unique", False):
        return False
    return isinstance(field, (CharField, TextField, JSONField))


def _whole(name: str) -> str:
    before = "(?<![A-Za-z])" if name[:1].isascii() and name[:1].isalpha() else ""
    after = "(?![A-Za-z])" if name[-1:].isascii() and name[-1:].isalpha() else ""
    return f"{before}{re.escape(name)}{after}"


def _place(
    model: type[Model], fields: Sequence["Field[Any, Any]"], names: Sequence[str], customer: Customer
) -> NamePlace:
    columns = [field.name for field in fields]
    own = set(_of_customer(model, customer).values_list("pk", flat=True)) if _path(model) else set()
    here: list[int] = []
    elsewhere: list[int] = []
    snippets: list[str] = []
    for pk, *values in rows_holding(model, fields, names).order_by("pk").values_list("pk", *columns):
        around = [words for field, value in zip(fields, values, strict=True) for words in _around(field, value, names)]
        if not around:
            continue
        (here if pk in own else elsewhere).append(pk)
        if pk in own and len(snippets) < MOST_SNIPPETS and not getattr(model, "is_private", False):
            snippets.append(around[0])
    return NamePlace(model, columns, here, elsewhere, snippets)


def rows_holding(
    model: type[Model], fields: Sequence["Field[Any, Any]"], names: Iterable[str]
) -> QuerySet[Model, Model]:
    """Return the rows of a model that may hold one of the names."""
    rows, condition = model._default_manager.all(), Q(pk__isnull=True)
    for field in fields:
        for number, name in enumerate(forms_for(field, names)):
            if isinstance(field, JSONField):
                rows, holds = holding(rows, field.name, name, number)
                condition |= holds
            else:
                condition |= Q(**{f"{field.name}__contains": name})
    return rows.filter(condition)


def _around(field: "Field[Any, Any]", value: object, names: Iterable[str]) -> Iterator[str]:
    """Yield the words around each text that holds a name."""
    pattern = pattern_of(forms_for(field, names))
    for text in texts_in(value):
        if (match := pattern.search(text)) is not None:
            start, end = max(0, match.start() - AROUND), match.end() + AROUND
            yield f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _of_customer(model: type[Model], customer: Customer) -> QuerySet[Model, Model]:
    """Return the rows that belong to a customer."""
    condition = Q(pk__isnull=True)
    for path in _path(model):
        if path == "project_id" or path.endswith("__project_id"):  # a plain number, as events keep it
            condition |= Q(**{f"{path}__in": Project.objects.filter(customer=customer).values("pk")})
        else:
            condition |= Q(**{path: customer.pk})
    return model._default_manager.filter(condition)


@cache
def _path(model: type[Model], depth: int = DEEPEST) -> tuple[str, ...]:
    """Return ways from a model to a customer, as filters: one by each of its own foreign keys."""
    if depth == 0:
        return ()
    if model is Customer:
        return ("pk",)
    found = []
    for field in model._meta.concrete_fields:
        related = field.related_model if field.is_relation else None
        if related is Customer:
            found.append(field.name)
        elif isinstance(related, type) and related not in {User, model}:
            found += [f"{field.name}__{way}" for way in _path(related, depth - 1)][:1]
        elif field.name in {"project_id", "customer_id"} and not field.is_relation:
            found.append(field.name)
    return tuple(found)
