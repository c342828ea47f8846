"""What the checks know of a plan: plain values, nothing of Django and nothing that could ask a database."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from genjin.core.working_days import working_days

SAID = 2  # E2: the customer said it to us (DOMAIN §1)
ATTITUDE_LIFE = timedelta(days=45)
SIGNED = 6  # the sixth stage, delivery: what is for selling no longer counts


@dataclass(frozen=True, slots=True)
class Person:
    """A stakeholder; `contact` is its id as a person, None where only the role is known.

    `has_countermeasure`: the person is against us, and something is done about it.

    `attitude` from −2 to +2, None: unknown; `evidence` E0 to E3 of it, told on `attitude_on`.
    """

    pk: int
    name: str
    role: str
    contact: int | None = None
    influence: int = 2
    attitude: int | None = None
    evidence: int | None = None
    attitude_on: date | None = None
    buying_roles: frozenset[str] = frozenset()
    has_countermeasure: bool = False

    @property
    def is_named(self) -> bool:
        """Tell whether we know who it is."""
        return self.contact is not None

    @property
    def is_decider(self) -> bool:
        """Tell whether the person decides."""
        return self.role == "KDM"

    @property
    def is_key(self) -> bool:
        """Tell whether the person's word weighs most: a decision maker, or of high influence."""
        return self.is_decider or self.influence == 3

    def has_live_words(self, today: date) -> bool:
        """Tell whether the attitude rests on the customer's words (E2 or better) within their shelf life."""
        told, evidence = self.attitude_on, self.evidence
        return told is not None and evidence is not None and evidence >= SAID and today - told <= ATTITUDE_LIFE


@dataclass(frozen=True, slots=True)
class Contacted:
    """A contact with the customer; `people` are its people by their ids as contacts, `ours` those of us who took part.

    `is_two_way`: they met, called or answered. `is_outbound`: a message of ours to which nothing came back.
    """

    on: date
    is_two_way: bool = True
    is_outbound: bool = False
    people: frozenset[int] = frozenset()
    ours: frozenset[int] = frozenset()
    result: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is, or was, to be done. `is_next` where it leads on: a next step, or an action of the plan."""

    pk: int
    content: str
    due_on: date | None
    is_open: bool
    done_on: date | None = None
    is_next: bool = True
    has_doer: bool = True
    is_vague: bool = False
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """An objection that is not settled."""

    pk: int
    content: str
    raised_on: date
    is_of_decider: bool = False


@dataclass(frozen=True, slots=True)
class Danger:
    """An open risk; `score` is probability times impact, None where one of them is not given."""

    pk: int
    content: str
    score: int | None
    has_owner: bool
    has_measure: bool
    review_on: date | None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Rival:
    """A competitor in the project."""

    name: str
    is_judged: bool
    has_answer: bool


@dataclass(frozen=True, slots=True)
class Signal:
    """A decision signal: what was said on a day, and confirmed that day or later; `polarity` is + or -."""

    kind: str
    polarity: str
    on: date
    confirmed_on: date | None = None

    @property
    def known_on(self) -> date:
        """Return the day from which we know it."""
        return self.confirmed_on or self.on


@dataclass(frozen=True, slots=True)
class CloseMove:
    """That the expected close was put off."""

    on: date
    was: date
    to: date


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """One open plan on one day. Lists by date are oldest first; `stage` is its position, 0 for none.

    `stages` are position and day of each time it entered one. `filled` are the keys of `completeness.ASKED` that the
    plan answers. `evidence` are the levels of its key facts. `record_lags` are hours from contact to record.
    `unmet_behind` counts hard exit criteria of the stages behind.
    """

    today: date
    project: int
    created_on: date
    stage: int = 0
    stages: tuple[tuple[int, date], ...] = ()
    days_in_stage: int = 0
    close_on: date | None = None
    close_moves: tuple[CloseMove, ...] = ()
    is_committed: bool = False
    unmet_behind: int = 0
    people: tuple[Person, ...] = ()
    contacts: tuple[Contacted, ...] = ()
    steps: tuple[Step, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    dangers: tuple[Danger, ...] = ()
    pains: int = 0
    figured_pains: int = 0
    written_pains: int = 0
    budget_on: date | None = None
    has_live_budget: bool = False
    customer_types: frozenset[str] = frozenset()
    sheets: frozenset[str] = frozenset()
    has_confirmed_return: bool = False
    scored_criteria: int = 0
    rivals: tuple[Rival, ...] = ()
    lines: int = 0
    duties: frozenset[str] = frozenset()
    evidence: tuple[int, ...] = ()
    record_lags: tuple[float, ...] = ()
    signals: tuple[Signal, ...] = ()
    map_touched_on: date | None = None
    competition_touched_on: date | None = None
    filled: frozenset[str] = frozenset()

    @property
    def is_selling(self) -> bool:
        """Tell whether it is not signed yet."""
        return self.stage < SIGNED

    @property
    def lacks_date(self) -> bool:
        """Tell whether it is not signed, and no day on which it will be is still to come."""
        return self.is_selling and (self.close_on is None or self.close_on < self.today)

    @property
    def stage_since(self) -> date:
        """Return the day on which it came into its stage, else the one on which it was added."""
        return self.stages[-1][1] if self.stages else self.created_on

    def since_stage(self, position: int) -> date:
        """Return the day since which it has been in this stage or a later one."""
        found = self.stage_since
        for entered, on in reversed(self.stages):
            if entered < position:
                break
            found = on
        return found

    def within(self, days: int) -> Iterator[Contacted]:
        """Yield the contacts of the last so many days."""
        first = self.today - timedelta(days=days)
        return (contact for contact in self.contacts if contact.on >= first)

    def last_two_way(self, people: Collection[Person] | None = None) -> date | None:
        """Return the day of the last contact that went both ways, with one of these people or with anybody."""
        wanted = None if people is None else {person.contact for person in people if person.contact is not None}
        both = (contact for contact in self.contacts if contact.is_two_way)
        days = (contact.on for contact in both if wanted is None or contact.people & wanted)
        return max(days, default=None)

    def working_days_since(self, day: date) -> int:
        """Return how many working days have passed since a day."""
        return working_days(day + timedelta(days=1), self.today)

    def signalled(self, kind: str, polarity: str) -> list[Signal]:
        """Return the signals of a kind, oldest first."""
        return [signal for signal in self.signals if (signal.kind, signal.polarity) == (kind, polarity)]

    def deciders(self) -> list[Person]:
        """Return the decision makers whose names we know."""
        return [person for person in self.people if person.is_decider and person.is_named]

    def named(self) -> list[Person]:
        """Return the people whose names we know."""
        return [person for person in self.people if person.is_named]

    def open_steps(self) -> list[Step]:
        """Return the open steps that lead on."""
        return [step for step in self.steps if step.is_open and step.is_next]
