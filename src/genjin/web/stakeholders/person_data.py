"""One person of a project, worked out for the pages: words, colours and days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from genjin.pipeline.models import Attitude, BuyingRole, Influence, Stakeholder
from genjin.pipeline.stakeholder_rules import observed_on
from genjin.planning.queries.people_map import MappedPerson
from genjin.web.formats import short_day

NEAR, LONG_AGO = 14, 30
ATTITUDE_CHIPS = {-2: "neg", -1: "neg", 0: "", 1: "pos", 2: "pos"}


@dataclass(frozen=True, slots=True)
class Person:
    """What is shown of a stakeholder.

    `colour` is the attitude as a class (`a-unknown` where it is not known), `ring` how near the last two-way contact
    is, `freshness` that of the words which show the attitude; `summary` says in words what colour, ring and size say.
    """

    pk: int
    name: str
    title: str
    unit: str
    face: str
    role: str
    buying_roles: str
    influence: int
    influence_words: str
    attitude: int | None
    attitude_words: str
    chip: str
    colour: str
    freshness: str
    quote: str
    source: str
    covered_by: str
    last: str
    is_last_late: bool
    ring: str
    strength: int
    is_placeholder: bool
    summary: str


def person_of(mapped: MappedPerson, today: date) -> Person:
    """Return what is shown of one person."""
    row, fact, contact = mapped.stakeholder, mapped.fact, mapped.stakeholder.contact
    name = contact.name if contact else row.placeholder
    attitude = row.attitude if fact is None else fact.attitude
    attitude_words = str(Attitude(attitude).label) if attitude is not None else _("Unknown")
    influence_words = str(Influence(row.influence).label)
    last = days_ago(mapped.days)
    return Person(
        pk=row.pk,
        name=name,
        title=contact.title if contact else "",
        unit=contact.unit.name if contact and contact.unit else "",
        face=name[:1],
        role=row.role,
        buying_roles=pgettext("list", ", ").join(buying_roles(row)),
        influence=row.influence,
        influence_words=influence_words,
        attitude=attitude,
        attitude_words=attitude_words,
        chip="" if attitude is None else ATTITUDE_CHIPS[attitude],
        colour=f"a{attitude}" if attitude is not None else "a-unknown",
        freshness="unknown" if fact is None else "outdated" if mapped.is_outdated else "fresh",
        quote=fact.quote if fact else "",
        source=" · ".join(part for part in (fact.said_by, short_day(observed_on(fact), today)) if part) if fact else "",
        covered_by=str(row.covered_by or ""),
        last=last,
        is_last_late=mapped.days is None or mapped.days > LONG_AGO,
        ring=ring(mapped.days),
        strength=mapped.strength,
        is_placeholder=row.is_placeholder,
        summary=_("influence %(influence)s, attitude %(attitude)s, last two-way contact %(last)s")
        % {"influence": influence_words, "attitude": attitude_words, "last": last},
    )


def buying_roles(row: Stakeholder) -> Sequence[str]:
    """Return what a person does in the purchase, in words."""
    return [str(BuyingRole(role).label) for role in row.buying_roles if role in BuyingRole.values]


def days_ago(days: int | None) -> str:
    """Return when something happened last: today, so many days ago, never."""
    if days is None:
        return pgettext("last contact", "never")
    if days == 0:
        return _("today")
    return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}


def ring(days: int | None) -> str:
    """Return how near the last two-way contact is, as the ring around a person shows it."""
    if days is None:
        return "never"
    return "near" if days <= NEAR else "mid" if days <= LONG_AGO else "far"
