"""The page on top of a weekly report: its figures, and what moved, ended, was decided before, and is to be done."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from genjin.core.amounts import short_amount
from genjin.meetings.models import AgendaItem
from genjin.meetings.queries.decisions import DecisionState
from genjin.meetings.queries.forecast_change import ForecastChange
from genjin.meetings.report.known import Known, amount_of
from genjin.planbook.book import Facts, Grid


def summary_of(known: Known) -> Facts:
    """Return the figures."""
    pks, decided = [item.project_id for item in known.agenda], [s for own in known.decided.values() for s in own]
    earlier = [state for own in known.earlier.values() for state in own]
    done = sum(state.is_done for state in earlier)
    overdue = sum(len(known.points[pk].overdue(known.today)) for pk in pks)
    red = [known.names[pk] for pk in pks if known.before[pk].band_now == "red"]
    pairs = [
        (_("Projects"), str(len(pks))),
        (_("Decided"), _("%(count)d; actions among them: %(actions)d") % _counts(decided)),
        (_("Decided before"), _("%(done)d of %(count)d done") % {"done": done, "count": len(earlier)}),
        (_("Stages moved"), str(len(_moved(known)))),
        (_("Ended"), _ended_words(known)),
        (_("In danger"), "\n".join([str(len(red)), *red])),
        (_("Steps overdue"), str(overdue)),
        (_("Forecast"), _forecast_words(known.forecast)),
    ]
    return Facts([(title, text) for title, text in pairs if text])


def _counts(decided: Sequence[DecisionState]) -> dict[str, int]:
    return {"count": len(decided), "actions": sum(state.action is not None for state in decided)}


def _ended_words(known: Known) -> str:
    found = [known.changes[item.project_id].outcome for item in known.agenda]
    counts: dict[str, int] = {}
    for outcome in found:
        if outcome is not None:
            counts[str(outcome)] = counts.get(str(outcome), 0) + 1
    return " · ".join(f"{words} {count}" for words, count in counts.items()) or "0"


def _forecast_words(change: ForecastChange | None) -> str:
    if change is None:
        return ""
    before, after = (_money(cents, change.currency) for cents in (change.before, change.after))
    difference = change.after - change.before
    sign = "+" if difference > 0 else "−" if difference < 0 else "±"
    words = {
        "quarter": change.period.key,
        "before": before,
        "after": after,
        "change": sign + _money(abs(difference), change.currency),
        "day": change.since.isoformat(),
    }
    return _("%(quarter)s, weighted by chance: %(before)s → %(after)s (%(change)s since %(day)s)") % words


def _money(cents: int, currency: str) -> str:
    amount = Decimal(cents) / 100
    return short_amount(Decimal(f"{amount:.4g}") if amount else amount, currency)


def _moved(known: Known) -> list[AgendaItem]:
    return [item for item in known.agenda if known.changes[item.project_id].stage is not None]


def stages_of(known: Known) -> Grid:
    """Return which projects moved to another stage."""
    rows = []
    for item in _moved(known):
        old, new = known.changes[item.project_id].stage or (None, None)
        rows.append([known.names[item.project_id], str(old or "—"), str(new or "—"), str(item.project.owner or "")])
    return Grid(_("Stages moved"), [_("Project"), _("From"), _("To"), _("Owner")], rows)


def ends_of(known: Known) -> Grid:
    """Return which projects ended, and how."""
    rows = []
    for item in known.agenda:
        outcome = known.changes[item.project_id].outcome
        if outcome is not None:
            day = outcome.decided_on.isoformat()
            rows.append([known.names[item.project_id], str(outcome), day, amount_of(item), outcome.reason])
    return Grid(_("Won and lost"), [_("Project"), _("Outcome"), _("Day"), _("Amount"), _("Reason")], rows)


def checks_of(known: Known) -> Grid:
    """Return what was decided before, and whether it is done."""
    rows = [
        [known.names[item.project_id], *_decision(state), state.decision.meeting.held_on.isoformat(), _state(state)]
        for item in known.agenda
        for state in known.earlier.get(item.project_id, ())
    ]
    headings = [_("Project"), _("Decision"), _("Doer"), _("Due"), _("Decided on"), _("State")]
    return Grid(_("Decided before"), headings, rows)


def actions_of(known: Known) -> Grid:
    """Return the actions that this meeting decided."""
    rows = [
        [known.names[item.project_id], *_decision(state)]
        for item in known.agenda
        for state in known.decided.get(item.project_id, ())
        if state.action is not None
    ]
    return Grid(_("New actions"), [_("Project"), _("Action"), _("Doer"), _("Due")], rows)


def _decision(state: DecisionState) -> list[str]:
    if state.action is None:
        return [state.decision.content, "", ""]
    due = state.action.due_on.isoformat() if state.action.due_on else ""
    return [state.action.content, state.action.owner_words, due]


def _state(state: DecisionState) -> str:
    if state.is_given_up:
        return pgettext("decision", "given up")
    return pgettext("decision", "done") if state.is_done else pgettext("decision", "not done")
