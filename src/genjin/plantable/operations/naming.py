"""From the customers and projects that a file names to those that its rows are written to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.utils.translation import gettext as _

from genjin.core.errors import RuleBroken
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.people.queries.people import active_people
from genjin.pipeline.models import Project
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.pipeline.queries.named import customers_by_name, name_key, projects_by_name
from genjin.pipeline.queries.projects import visible_customers, visible_projects
from genjin.plantable.queries.matches import project_words
from genjin.plantable.reading.result import ReadRow
from genjin.plantable.wording import words_of

Words = tuple[str, str]
Choices = Mapping[str, Mapping[str, str]]


def words_in(row: ReadRow) -> Words:
    """Return the customer and the project as a row names them."""
    return row.customer or "", row.project or ""


def projects_named_in(
    rows: Sequence[ReadRow], choices: Choices, *, by: User
) -> tuple[dict[Words, Project], dict[str, list[int]]]:
    """Return the project of each pair of customer and project words (chosen, known or added), and what was added."""
    first = {words_in(row): row for row in reversed(rows)}
    pairs = list(dict.fromkeys(words_in(row) for row in rows))
    customers, new_customers = _customers(pairs, first, choices.get("customers", {}), by=by)
    known = projects_by_name(by, set(customers.values()))
    chosen = choices.get("projects", {})
    by_id = visible_projects(by).in_bulk(_ids(chosen.values()))
    found: dict[Words, Project] = {}
    added = []
    for words in pairs:
        customer = customers[words[0]]
        choice = chosen.get(project_words(*words), "")
        key = (customer.pk if customer else None, name_key(words[1]))
        project = by_id.get(int(choice)) if choice.isdecimal() else known.get(key)
        if project is None:
            with _named_by(first[words]):
                project = known[key] = add_project(customer=customer, name=words[1], by=by)
            added.append(project.pk)
        found[words] = project
    return found, {"customers": new_customers, "projects": added}


def aliases_of(choices: Choices) -> dict[str, User]:
    """Return who is meant by the words that are no colleague's name."""
    people = {str(person.pk): person for person in active_people()}
    return {words: people[key] for words, key in choices.get("people", {}).items() if key in people}


def _customers(
    pairs: Sequence[Words], first: Mapping[Words, ReadRow], chosen: Mapping[str, str], *, by: User
) -> tuple[dict[str, Customer | None], list[int]]:
    known = customers_by_name(by)
    by_id = visible_customers(by).in_bulk(_ids(chosen.values()))
    found: dict[str, Customer | None] = {"": None}
    added = []
    for words in pairs:
        name = words[0]
        if name in found:
            continue
        choice = chosen.get(name, "")
        customer = by_id.get(int(choice)) if choice.isdecimal() else known.get(name_key(name))
        if customer is None:
            with _named_by(first[words]):
                customer = known[name_key(name)] = add_customer(name=name, by=by)
            added.append(customer.pk)
        found[name] = customer
    return found, added


@contextmanager
def _named_by(row: ReadRow) -> Iterator[None]:
    """Say of a refused name in which row it stands."""
    try:
        yield
    except RuleBroken as refusal:
        sentence = _("%(place)s: %(refusal)s") % {"place": words_of(row.place), "refusal": refusal}
        raise RuleBroken(sentence, field=refusal.field, code=refusal.code) from refusal


def _ids(words: Iterable[str]) -> list[int]:
    return [int(word) for word in words if word.isdecimal()]
