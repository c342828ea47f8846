"""Who and what in a plan table is known already, and what only looks alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz, process

from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.people.queries.people import active_people, people_by_name
from genjin.pipeline.models import Project
from genjin.pipeline.queries.named import customers_by_name, name_key, projects_by_name
from genjin.pipeline.queries.projects import visible_customers
from genjin.planning.operations.packed_items import BETWEEN_NAMES
from genjin.plantable.models import PlanImport

NEW: Final = "new"
"""The choice by which a person says that a name is nobody known."""

# What most companies have in their names tells none apart.
COMMON_PARTS = ("股份有限公司", "有限责任公司", "有限公司", "集团", "公司", "科技", "股份")
LIKE = 80.0
SHORTEST_PART = 2
MOST_PROPOSED = 5

Words = tuple[str, str]


@dataclass(slots=True)
class CustomerMatch:
    """A customer as the file names it: the known one of the same name, or those whose names look alike.

    `chosen` is what the person decided, an id or `new`; `customer` is whom the rows go to as things stand, None for
    one that will be added.
    """

    name: str
    count: int
    known: Customer | None
    similar: list[Customer] = field(default_factory=list)
    chosen: str = ""
    customer: Customer | None = None


@dataclass(slots=True)
class ProjectMatch:
    """A project as the file names it: the known one of the same name at the same customer, or its others."""

    customer: str
    name: str
    count: int
    known: Project | None
    similar: list[Project] = field(default_factory=list)
    others: list[Project] = field(default_factory=list)
    chosen: str = ""

    @property
    def words(self) -> str:
        """The words under which the choice is kept."""
        return project_words(self.customer, self.name)


@dataclass(slots=True)
class PersonMatch:
    """A doer as the file names it who is none of us by that name; a customer's own people stay words.

    `chosen` is what was decided, an id or `new` for words that stay words; `person` is who is meant.
    """

    name: str
    count: int
    similar: list[User] = field(default_factory=list)
    chosen: str = ""
    person: User | None = None


@dataclass(frozen=True, slots=True)
class Matches:
    """Everybody and everything that an import names."""

    customers: list[CustomerMatch]
    projects: list[ProjectMatch]
    people: list[PersonMatch]


def project_words(customer: str, project: str) -> str:
    """Return how a project of the file is called among the choices."""
    return f"{customer} / {project}"


def core_of(name: str) -> str:
    """Return what tells a company's name from others."""
    core = name_key(name)
    for part in COMMON_PARTS:
        core = core.replace(part, "") or core
    return core


class Names:
    """Known names, looked through for those that may mean the same as another."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(names)
        self._cores = [core_of(name) for name in self._names]

    def like(self, name: str) -> list[str]:
        """Return the names that may mean the same: one holds the other, or nearly all characters agree."""
        core = core_of(name)
        held = {
            at
            for at, theirs in enumerate(self._cores)
            if min(len(core), len(theirs)) >= SHORTEST_PART and (core in theirs or theirs in core)
        }
        near = process.extract(core, self._cores, scorer=fuzz.ratio, score_cutoff=LIKE, limit=MOST_PROPOSED)
        return [self._names[at] for at in sorted(held | {at for _core, _score, at in near})][:MOST_PROPOSED]


def matches_of(user: User, plan_import: PlanImport, names: Mapping[Words, int], doers: Mapping[str, int]) -> Matches:
    """Return what the words of an import mean, with what was chosen; `names` and `doers` count the rows of each."""
    choices: dict[str, dict[str, str]] = plan_import.choices
    customers = match_customers(user, names, choices.get("customers", {}))
    meant = {match.name: match.customer for match in customers}
    return Matches(
        customers=customers,
        projects=match_projects(user, names, meant, choices.get("projects", {})),
        people=match_people(doers, choices.get("people", {})),
    )


def match_customers(user: User, names: Mapping[Words, int], chosen: Mapping[str, str]) -> list[CustomerMatch]:
    """Return each customer that the rows name, once, in their order."""
    known = customers_by_name(user)
    by_name = {customer.name: customer for customer in known.values()}
    wanted = visible_customers(user).in_bulk([int(key) for key in chosen.values() if key.isdecimal()])
    listed = Names(by_name)
    counts: dict[str, int] = {}
    for (name, _project), count in names.items():
        counts[name] = counts.get(name, 0) + count
    matches = []
    for name, count in counts.items():
        if not name:
            continue
        same = known.get(name_key(name))
        choice = chosen.get(name, "")
        other = wanted.get(int(choice)) if choice.isdecimal() else None
        similar = [] if same else [by_name[each] for each in listed.like(name)]
        matches.append(CustomerMatch(name, count, same, similar, choice, other or same))
    return matches


def match_projects(
    user: User, names: Mapping[Words, int], meant: Mapping[str, Customer | None], chosen: Mapping[str, str]
) -> list[ProjectMatch]:
    """Return each project of a known customer that the rows name, once, in their order."""
    known = projects_by_name(user, [customer for customer in meant.values() if customer])
    by_customer: dict[int, dict[str, Project]] = {}
    for (owner, _key), project in known.items():
        if owner is not None and project.name:
            by_customer.setdefault(owner, {})[project.name] = project
    matches = []
    for (customer_words, words), count in names.items():
        customer = meant.get(customer_words)
        if customer is None or not words:
            continue
        own = by_customer.get(customer.pk, {})
        same = known.get((customer.pk, name_key(words)))
        similar = [] if same else [own[each] for each in Names(own).like(words)]
        others = [] if same else [project for project in own.values() if project not in similar]
        choice = chosen.get(project_words(customer_words, words), "")
        matches.append(ProjectMatch(customer_words, words, count, same, similar, others, choice))
    return matches


def match_people(doers: Mapping[str, int], chosen: Mapping[str, str]) -> list[PersonMatch]:
    """Return the doers that are none of us by name, once, in their order, with those of us who may be meant."""
    known = people_by_name()
    counts: dict[str, int] = {}
    for owner, count in doers.items():
        if owner in known:
            continue
        for part in dict.fromkeys(BETWEEN_NAMES.split(owner)):
            if part and part not in known:
                counts[part] = counts.get(part, 0) + count
    everybody = {str(person.pk): person for person in active_people()}
    return [
        PersonMatch(
            name,
            count,
            [each for each in everybody.values() if _may_be(name, each.name)],
            chosen.get(name, ""),
            everybody.get(chosen.get(name, "")),
        )
        for name, count in counts.items()
    ]


def _may_be(words: str, name: str) -> bool:
    """Tell whether words such as 小李, 李工 or 张伟伟 may mean the person."""
    bare = words.lstrip("小老阿").rstrip("工总经理")
    return bool(bare) and bool(name) and (bare in name or name in words)
