"""Who and what in a plan table is known already, and what only looks alike."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.people.queries.people import active_people, people_by_name
from genjin.pipeline.models import Project
from genjin.pipeline.queries.named import customers_by_name, name_key, projects_by_name
from genjin.planning.operations.packed_items import BETWEEN_NAMES
from genjin.plantable.reading.result import ReadRow

# What most companies have in their names tells none apart.
COMMON_PARTS = ("股份有限公司", "有限责任公司", "有限公司", "集团", "公司", "科技", "股份")
LIKE = 80.0
SHORTEST_PART = 2
MOST_PROPOSED = 5


@dataclass(slots=True)
class CustomerMatch:
    """A customer as the file names it: the known one of the same name, or those whose names look alike."""

    name: str
    known: Customer | None
    similar: list[Customer] = field(default_factory=list)


@dataclass(slots=True)
class PersonMatch:
    """A doer as the file names it who is none of us by that name; a customer's own people stay words."""

    name: str
    similar: list[User] = field(default_factory=list)


@dataclass(slots=True)
class ProjectMatch:
    """A project as the file names it: the known one of the same name at the same customer, or similar ones."""

    customer: str
    name: str
    known: Project | None
    similar: list[Project] = field(default_factory=list)


def core_of(name: str) -> str:
    """Return what tells a company's name from others."""
    core = name_key(name)
    for part in COMMON_PARTS:
        core = core.replace(part, "") or core
    return core


def look_alike(name: str, others: Iterable[str]) -> list[str]:
    """Return those of the names that may mean the same: one holds the other, or nearly all characters agree."""
    core = core_of(name)
    others = list(others)
    cores = [core_of(other) for other in others]
    held = {
        other
        for other, theirs in zip(others, cores, strict=True)
        if min(len(core), len(theirs)) >= SHORTEST_PART and (core in theirs or theirs in core)
    }
    close = process.extract(core, cores, scorer=fuzz.ratio, score_cutoff=LIKE, limit=MOST_PROPOSED)
    near = {others[position] for _core, _score, position in close}
    return [other for other in others if other in held | near][:MOST_PROPOSED]


def match_customers(user: User, rows: Iterable[ReadRow]) -> list[CustomerMatch]:
    """Return each customer that the rows name, once, in their order."""
    known = customers_by_name(user)
    names = list(dict.fromkeys(row.customer for row in rows if row.customer))
    by_name = {customer.name: customer for customer in known.values()}
    matches = []
    for name in names:
        same = known.get(name_key(name))
        similar = [] if same else [by_name[other] for other in look_alike(name, by_name)]
        matches.append(CustomerMatch(name, same, similar))
    return matches


def match_projects(user: User, rows: Iterable[ReadRow], customers: Iterable[CustomerMatch]) -> list[ProjectMatch]:
    """Return each project of a known customer that the rows name, once, in their order."""
    by_words = {match.name: match.known for match in customers}
    known = projects_by_name(user, [customer for customer in by_words.values() if customer])
    matches = []
    for customer_words, words in dict.fromkeys((row.customer or "", row.project or "") for row in rows):
        customer = by_words.get(customer_words)
        if customer is None or not words:
            continue
        own = {project.name: project for (owner, _key), project in known.items() if owner == customer.pk}
        same = known.get((customer.pk, name_key(words)))
        similar = [] if same else [own[other] for other in look_alike(words, (name for name in own if name))]
        matches.append(ProjectMatch(customer_words, words, same, similar))
    return matches


def match_people(rows: Iterable[ReadRow]) -> list[PersonMatch]:
    """Return the doers that are none of us by name, once, in their order, with those of us who may be meant."""
    known = people_by_name()
    names = dict.fromkeys(
        part
        for row in rows
        for item in (*row.actions, *row.next_steps)
        for part in BETWEEN_NAMES.split(item.owner or "")
        if part and (item.owner or "") not in known and part not in known
    )
    everybody = list(active_people())
    return [PersonMatch(name, [person for person in everybody if _may_be(name, person.name)]) for name in names]


def _may_be(words: str, name: str) -> bool:
    """Tell whether words such as 小李, 李工 or 张伟伟 may mean the person."""
    bare = words.lstrip("小老阿").rstrip("工总经理")
    return bool(bare) and (bare in name or name in words)
