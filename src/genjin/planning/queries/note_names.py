"""What this installation knows of the names in a note: customers, colleagues, projects, contacts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from genjin.customers.models import Contact
from genjin.people.models import User
from genjin.people.queries.people import names_of_people
from genjin.pipeline.models import Project, TeamMember
from genjin.pipeline.queries.competitors import competitor_names
from genjin.pipeline.queries.projects import is_ended, visible_customers, visible_projects
from genjin.text.notes import Placed, Proposal
from genjin.text.notes.customers import likely_names
from genjin.text.notes.mentions import find_mentions, likeness

MOST_CUSTOMERS = 20_000  # whose names are looked at
MOST_PROJECTS = 200  # that are weighed against one note
MOST_CHOICES = 8
LEAST_NAME = 3  # characters of a project's name that tell it without its customer


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names that a text may mean, each with the ids of the customers that bear it; our people; competitors in it."""

    customers: Mapping[str, Collection[int]]
    people: Sequence[str]
    competitors: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Placing:
    """Which project a note is about. `project` is None where somebody has to choose; `choices` are the likely ones.

    `words` are the words that name it, or its customer. `customer` is its customer's name where that is certain and
    the project is not.
    """

    project: Project | None
    choices: Sequence[Project]
    words: Placed[str] | None
    customer: str
    is_only_one: bool = False


def names_in(user: User, text: str) -> KnownNames:
    """Return the visible customers that a text may mean, by full and short name, our people, and the competitors in it.

    In three queries.
    """
    bearers: dict[str, set[int]] = {}
    rows = visible_customers(user).order_by("-pk").values_list("pk", "name", "short_names")
    for pk, name, short_names in rows[:MOST_CUSTOMERS]:
        for each in (name, *short_names.splitlines()):
            if each.strip():
                bearers.setdefault(each.strip(), set()).add(pk)
    competitors = [name for name in competitor_names() if name in text]
    return KnownNames({name: bearers[name] for name in likely_names(text, bearers)}, names_of_people(), competitors)


def own_projects(user: User) -> QuerySet[Project]:
    """Return the open projects that this person owns or is on the team of, the one heard of last first."""
    on_team = Exists(TeamMember.objects.filter(project=OuterRef("pk"), user=user))
    projects = visible_projects(user).filter(Q(owner=user) | on_team).filter(~is_ended())
    return projects.select_related("customer").order_by("-last_follow_up_on", "-pk")


def placing_of(user: User, text: str, found: Proposal, known: KnownNames) -> Placing:
    """Return which project a note is about: by its own name, or as the only open one of its customer.

    Names that look alike are asked, never guessed.
    """
    named = [found.customer] if found.customer else list(found.asked)
    customers = {pk for place in named for pk in known.customers.get(place.value, ())}
    if not customers:
        return _without_customer(user, text)
    projects = _of_customers(user, customers)
    chosen = _named(text, projects)
    if chosen:
        project, words = chosen
        return Placing(project, _chosen_first(project, projects), words, "")
    words = named[0]
    if len(customers) > 1:
        return Placing(None, projects[:MOST_CHOICES], words, "")
    name = projects[0].customer.name if projects and projects[0].customer else words.value
    if len(projects) == 1:
        return Placing(projects[0], projects, words, name, is_only_one=True)
    return Placing(None, projects[:MOST_CHOICES], words, name)


def contacts_of(project: Project) -> QuerySet[Contact]:
    """Return the people of a project's customer who are still there."""
    contacts = Contact.objects.filter(customer=project.customer_id, deleted_at__isnull=True, left_on__isnull=True)
    return contacts.order_by("name", "pk")


def _without_customer(user: User, text: str) -> Placing:
    own = list(own_projects(user)[:MOST_PROJECTS])
    telling = {project.name: project for project in own if len(project.name.replace(" ", "")) >= LEAST_NAME}
    mentions = {place.value: place for place in find_mentions(text, telling)}
    named = [project for project in own if project.name in mentions]
    if len(named) == 1:
        return Placing(named[0], _chosen_first(named[0], own), mentions[named[0].name], "")
    words = next(iter(mentions.values()), None)
    return Placing(None, [*named, *(project for project in own if project not in named)][:MOST_CHOICES], words, "")


def _of_customers(user: User, customers: Collection[int]) -> list[Project]:
    """Return the open visible projects of some customers, this person's own first, then those heard of last."""
    projects = visible_projects(user).filter(customer__in=customers).filter(~is_ended()).select_related("customer")
    own_first = Case(When(owner=user, then=Value(0)), default=Value(1))
    return list(projects.order_by(own_first, "-last_follow_up_on", "-pk")[:MOST_PROJECTS])


def _named(text: str, projects: Sequence[Project]) -> tuple[Project, Placed[str]] | None:
    """Return the one project whose name the text has: whole, or a piece that no other project's name shares."""
    by_name: dict[str, list[Project]] = {}
    for project in projects:
        by_name.setdefault(project.name, []).append(project)
    like = [entry for entry in likeness(text, [name for name in by_name if name]) if len(by_name[entry.name]) == 1]
    whole = [entry for entry in like if entry.share == 1.0]
    inside = {entry.name for entry in whole for other in whole if entry.name != other.name and entry.name in other.name}
    certain = [entry for entry in whole if entry.name not in inside] if whole else like
    if len(certain) != 1:
        return None
    only = certain[0]
    return by_name[only.name][0], Placed(only.name, only.start, only.end)


def _chosen_first(project: Project, projects: Sequence[Project]) -> list[Project]:
    return [project, *(other for other in projects if other != project)][:MOST_CHOICES]
