"""Who is who in an import, as its page asks it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from genjin.people.models import User
from genjin.people.queries.people import active_people
from genjin.pipeline.queries.projects import visible_customers
from genjin.plantable.kept_reading import Overview
from genjin.plantable.models import PlanImport
from genjin.plantable.queries.matches import (
    NEW,
    CustomerMatch,
    Matches,
    PersonMatch,
    ProjectMatch,
    matches_of,
)

MOST_ASKED = 300
MOST_OFFERED = 2000
Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One name of the file. `words` is the key of the choice; `proposed` look alike, `more` are others.

    Where `all_of` names a kind, the page offers all of that kind besides.
    """

    kind: str
    words: str
    name: str
    about: str
    count: int
    chosen: str
    otherwise: str | Promise
    proposed: Sequence[Option]
    more: Sequence[Option]
    all_of: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The names of one kind: those known, and those asked about, the undecided first."""

    title: str | Promise
    known: Sequence[str]
    questions: Sequence[Question]
    unasked: int


@dataclass(frozen=True, slots=True)
class Matching:
    """The whole panel; `open_count` names have somebody alike and no choice yet."""

    groups: Sequence[Group]
    open_count: int
    new_words: Sequence[str]
    all_customers: Sequence[Option]
    all_people: Sequence[Option]

    @property
    def is_asking(self) -> bool:
        """Tell whether there is anything to choose."""
        return any(group.questions for group in self.groups)


def matching_of(user: User, draft: PlanImport, overview: Overview) -> Matching:
    """Return the panel of a draft."""
    matches = matches_of(user, draft, overview.names, overview.doers)
    customers = [_of_customer(match) for match in matches.customers if match.known is None]
    projects = [_of_project(match) for match in matches.projects if match.known is None]
    people = [_of_person(match) for match in matches.people]
    groups = [
        _group(_("Customers"), [_known_customer(match) for match in matches.customers if match.known], customers),
        _group(_("Projects"), [f"{match.words}" for match in matches.projects if match.known], projects),
        _group(_("Doers who are no colleagues by that name"), [], people),
    ]
    listed = visible_customers(user).order_by("name")[:MOST_OFFERED] if customers else []
    return Matching(
        groups=[group for group in groups if group.known or group.questions],
        open_count=sum(question.is_open for question in (*customers, *projects, *people)),
        new_words=_new_words(matches, overview),
        all_customers=[(str(customer.pk), customer.name) for customer in listed],
        all_people=[(str(person.pk), person.name) for person in active_people()] if people else [],
    )


def _group(title: Promise, known: Sequence[str], questions: Iterable[Question]) -> Group:
    ordered = sorted(questions, key=lambda question: (not question.is_open, not question.proposed))
    return Group(title, known[:MOST_ASKED], ordered[:MOST_ASKED], max(0, len(ordered) - MOST_ASKED))


def _of_customer(match: CustomerMatch) -> Question:
    return Question(
        kind="customers",
        words=match.name,
        name=match.name,
        about="",
        count=match.count,
        chosen=str(match.customer.pk) if match.customer else match.chosen if match.chosen == NEW else "",
        otherwise=_("Add as a new customer"),
        proposed=[(str(customer.pk), customer.name) for customer in match.similar],
        more=[(str(match.customer.pk), match.customer.name)]
        if match.customer and match.customer not in match.similar
        else [],
        all_of="customers",
        is_open=bool(match.similar) and not match.customer and match.chosen != NEW,
    )


def _of_project(match: ProjectMatch) -> Question:
    offered = {str(project.pk) for project in (*match.similar, *match.others)} | {NEW}
    chosen = match.chosen if match.chosen in offered else ""
    return Question(
        kind="projects",
        words=match.words,
        name=match.name,
        about=match.customer,
        count=match.count,
        chosen=chosen,
        otherwise=_("Add as a new project"),
        proposed=[(str(project.pk), project.name) for project in match.similar],
        more=[(str(project.pk), project.name) for project in match.others],
        all_of="",
        is_open=bool(match.similar) and not chosen,
    )


def _of_person(match: PersonMatch) -> Question:
    return Question(
        kind="people",
        words=match.name,
        name=match.name,
        about="",
        count=match.count,
        chosen=match.chosen,
        otherwise=_("Keep as words"),
        proposed=[(str(person.pk), person.name) for person in match.similar],
        more=[(match.chosen, match.person.name)] if match.person and match.person not in match.similar else [],
        all_of="people",
        is_open=bool(match.similar) and not match.chosen,
    )


def _known_customer(match: CustomerMatch) -> str:
    known = match.known
    return match.name if known is None or known.name == match.name else f"{match.name} = {known.name}"


def _new_words(matches: Matches, overview: Overview) -> list[str]:
    """Return how many customers and projects the import will add, as things stand."""
    customers = {match.name: match.customer for match in matches.customers}
    listed = {match.words: match.known or match.chosen.isdecimal() for match in matches.projects}
    added = sum(customer is None for customer in customers.values())
    projects = sum(
        1
        for customer, project in overview.names
        if project and not (customers.get(customer) and listed.get(f"{customer} / {project}"))
    )
    words = []
    if added:
        words.append(ngettext("%(count)d new customer", "%(count)d new customers", added) % {"count": added})
    if projects:
        words.append(ngettext("%(count)d new project", "%(count)d new projects", projects) % {"count": projects})
    return words
