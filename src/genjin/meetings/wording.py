"""A meeting's facts in words: why a project stands where it stands, and what changed in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from genjin.core.amounts import short_amount
from genjin.health.wording import BANDS
from genjin.meetings.queries.changes import ProjectChanges
from genjin.meetings.rules import Code
from genjin.pipeline.models import AttitudeFact, ForecastClass, OutcomeKind, Project
from genjin.planning.models import Action, BuyingSignal, FollowUp

MOST_OF_A_KIND: Final = 3
LONGEST: Final = 120
NOTHING_YET: Final = "—"

PLAIN_REASONS: Final[Mapping[Code, Promise]] = {
    "newly_red": gettext_lazy("newly in danger"),
    "red": gettext_lazy("in danger"),
    "no_date": gettext_lazy("no expected close"),
    "won": gettext_lazy("won"),
    "ended": gettext_lazy("ended"),
    "new": gettext_lazy("new project"),
    "stage": gettext_lazy("another stage"),
    "close": gettext_lazy("another expected close"),
    "amount": gettext_lazy("another amount"),
    "no_next_step": gettext_lazy("no next step"),
}
COUNTED_REASONS: Final[Mapping[Code, Callable[[int], str]]] = {
    "signals": lambda n: ngettext("%(n)d signal against us waits", "%(n)d signals against us wait", n) % {"n": n},
    "past_date": lambda n: ngettext("expected close %(n)d day past", "expected close %(n)d days past", n) % {"n": n},
    "objections": lambda n: ngettext("%(n)d new objection", "%(n)d new objections", n) % {"n": n},
    "risks": lambda n: ngettext("%(n)d new risk", "%(n)d new risks", n) % {"n": n},
    "overdue": lambda n: ngettext("%(n)d step overdue", "%(n)d steps overdue", n) % {"n": n},
}
CHIPS: Final[Mapping[Code, str]] = {
    "newly_red": "neg",
    "red": "neg",
    "signals": "neg",
    "no_date": "neg",
    "past_date": "neg",
    "won": "pos",
    "objections": "warn",
    "risks": "warn",
    "overdue": "warn",
    "no_next_step": "warn",
}


@dataclass(frozen=True, slots=True)
class Saying:
    """A few words with the colour of their chip: `pos`, `neg`, `warn` or none."""

    words: str
    chip: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that changed: what it belongs to, the change, and a quieter word. `signal` has the customer's words."""

    label: str
    chip: str
    text: str
    note: str = ""
    signal: BuyingSignal | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """How a plan stood at the last meeting, and how it stands now; "" and None where nobody knows."""

    band: str = ""
    win: float | None = None
    band_now: str = ""
    win_now: float | None = None


def reason_words(reasons: Iterable[Mapping[str, Any]]) -> list[Saying]:
    """Return why a project stands where it stands, as its agenda item keeps it; the deciding reason first."""
    return [Saying(_reason(entry["code"], int(entry["number"])), CHIPS.get(entry["code"], "")) for entry in reasons]


def _reason(code: Code, number: int) -> str:
    return COUNTED_REASONS[code](number) if code in COUNTED_REASONS else str(PLAIN_REASONS.get(code, code))


def change_lines(changes: ProjectChanges, project: Project, before: Before, today: date) -> list[ChangeLine]:
    """Return what changed in a plan as lines, what weighs most first."""
    parts = (_signals, _end, _money, _health, _deeds, _doubts, _people, _contacts, _rest)
    known = _Known(changes, project, before, today)
    return [line for part in parts for line in part(known)]


@dataclass(frozen=True, slots=True)
class _Known:
    changes: ProjectChanges
    project: Project
    before: Before
    today: date


def day_words(day: date, today: date) -> str:
    """Return month and day, with the year where it is not this one."""
    return day.isoformat() if day.year != today.year else day.isoformat()[5:]


def _signals(known: _Known) -> Iterator[ChangeLine]:
    found = known.changes.signals
    for signal in found[:MOST_OF_A_KIND]:
        chip = "pos" if signal.is_for_us else "neg"
        label = f"{signal.get_type_display()} {'+' if signal.is_for_us else '−'}"
        yield ChangeLine(label, chip, f"“{signal.evidence}”", day_words(signal.observed_on, known.today), signal)
    if len(found) > MOST_OF_A_KIND:
        yield ChangeLine(_("Signals"), "", _("and %(count)d more") % {"count": len(found) - MOST_OF_A_KIND})


def _end(known: _Known) -> Iterator[ChangeLine]:
    changes = known.changes
    if changes.is_new:
        yield ChangeLine(pgettext("a project that was added", "New"), "", _("The project is new"))
    if changes.outcome is not None:
        chip = "pos" if changes.outcome.kind == OutcomeKind.WON else "neg"
        day = day_words(changes.outcome.decided_on, known.today)
        yield ChangeLine(str(changes.outcome), chip, _cut(changes.outcome.reason), day)
    if changes.is_reopened:
        yield ChangeLine(_("Outcome"), "warn", _("It had ended, and goes on again"))
    if changes.stage is not None and not changes.is_new:
        old, new = changes.stage
        is_back = bool(old and new and new.position < old.position)
        yield ChangeLine(_("Stage"), "warn" if is_back else "pos", _arrow(old, new))


def _money(known: _Known) -> Iterator[ChangeLine]:
    changes, currency = known.changes, known.project.currency
    if changes.is_new:
        return
    if changes.amount is not None:
        old, new = changes.amount
        words = [None if one is None else short_amount(one, currency) for one in (old, new)]
        yield ChangeLine(_("Amount"), "pos" if (new or 0) > (old or 0) else "neg", _arrow(*words))
    if changes.close_on is not None:
        earlier, later = changes.close_on
        chip = "neg" if later is None or (earlier is not None and later > earlier) else "pos"
        yield ChangeLine(_("Expected close"), chip, _arrow(earlier, later))
    if changes.forecast_class is not None:
        labels = dict(ForecastClass.choices)
        words = [str(labels.get(one, one)) for one in changes.forecast_class]
        yield ChangeLine(_("Forecast"), "", _arrow(*words))


def _health(known: _Known) -> Iterator[ChangeLine]:
    old, new = known.before.band, known.before.band_now
    if old and new and old != new:
        order = ("red", "amber", "green")
        chip = "pos" if order.index(new) > order.index(old) else "neg"
        yield ChangeLine(_("Health"), chip, _arrow(BANDS[old], BANDS[new]))
    win, now = known.before.win, known.before.win_now
    if win is not None and now is not None and round(100 * win) != round(100 * now):
        words = [f"{round(100 * one)}%" for one in (win, now)]
        yield ChangeLine(_("Win probability"), "pos" if now > win else "neg", _arrow(*words))


def _deeds(known: _Known) -> Iterator[ChangeLine]:
    changes = known.changes
    counts = (
        (len(changes.done), _("%(n)d done")),
        (len(changes.added), _("%(n)d new")),
        (len(changes.postponed), _("%(n)d postponed")),
        (len(changes.cancelled), _("%(n)d given up")),
    )
    told = [words % {"n": count} for count, words in counts if count]
    if told:
        yield ChangeLine(_("Actions"), "", " · ".join(told), _names([*changes.done]))


def _doubts(known: _Known) -> Iterator[ChangeLine]:
    changes = known.changes
    yield from _each(changes.objections, _("Objection"), "warn", "")
    yield from _each(changes.settled, _("Objection"), "pos", _("settled by the customer"))
    yield from _each(changes.risks, _("Risk"), "warn", "")
    yield from _each(changes.closed, _("Risk"), "pos", _("closed"))


def _people(known: _Known) -> Iterator[ChangeLine]:
    for fact in known.changes.attitudes[:MOST_OF_A_KIND]:
        chip = "pos" if fact.attitude > 0 else "neg" if fact.attitude < 0 else ""
        yield ChangeLine(_("Attitude"), chip, _attitude(fact), _cut(fact.quote))


def _attitude(fact: AttitudeFact) -> str:
    return _("%(label)s: %(text)s") % {"label": fact.stakeholder, "text": fact.get_attitude_display()}


def _contacts(known: _Known) -> Iterator[ChangeLine]:
    logged = known.changes.logged
    if logged:
        count = ngettext("%(n)d follow-up", "%(n)d follow-ups", len(logged)) % {"n": len(logged)}
        yield ChangeLine(_("Follow-ups"), "", f"{count} · {_last(logged[0], known.today)}")


def _last(row: FollowUp, today: date) -> str:
    day = day_words(row.happened_on, today) if row.happened_on else ""
    channel = str(row.get_channel_display()) if row.channel else ""
    words = (row.feedback or row.goal).strip().split("\n", maxsplit=1)[0]
    return " ".join(part for part in (day, channel, _cut(words)) if part)


def _rest(known: _Known) -> Iterator[ChangeLine]:
    count = known.changes.others
    if count:
        words = ngettext("%(n)d other change in the plan", "%(n)d other changes in the plan", count) % {"n": count}
        yield ChangeLine(_("Plan"), "", words)


def _each(rows: Sequence[object], label: str, chip: str, note: str) -> Iterator[ChangeLine]:
    for row in rows[:MOST_OF_A_KIND]:
        yield ChangeLine(label, chip, _cut(str(row)), note)
    if len(rows) > MOST_OF_A_KIND:
        yield ChangeLine(label, chip, _("and %(count)d more") % {"count": len(rows) - MOST_OF_A_KIND}, note)


def _names(actions: Sequence[Action]) -> str:
    return "；".join(_cut(action.content, 24) for action in actions[:2])


def _arrow(old: object, new: object) -> str:
    return f"{old or NOTHING_YET} → {new or NOTHING_YET}"


def _cut(words: str, longest: int = LONGEST) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
