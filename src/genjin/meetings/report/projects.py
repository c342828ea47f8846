"""One project of a weekly report."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from genjin.health.wording import BANDS
from genjin.meetings.models import AgendaItem
from genjin.meetings.queries.changes import NOTHING
from genjin.meetings.queries.screen import OpenPoints
from genjin.meetings.report.known import Known, action_words, amount_of
from genjin.meetings.wording import change_lines, reason_words

MOST_POINTS = 8


@dataclass(frozen=True, slots=True)
class ProjectReport:
    """One project of the report; texts of several lines where there are several things to say."""

    item: AgendaItem
    customer: str
    name: str
    facts: Mapping[str, str]
    is_red: bool


def project_report(item: AgendaItem, known: Known) -> ProjectReport:
    """Return what the report says of one project."""
    project, pk = item.project, item.project_id
    changes, points, before = known.changes.get(pk, NOTHING), known.points[pk], known.before[pk]
    lines = change_lines(changes, project, before, known.today)
    decided = known.decided.get(pk, ())
    facts = {
        _("Owner"): str(project.owner or ""),
        _("Stage"): str(project.stage or ""),
        _("Health"): str(BANDS[before.band_now]) if before.band_now else "",
        _("Amount"): amount_of(item),
        _("Expected close"): project.close_on.isoformat() if project.close_on else "",
        _("Why"): "；".join(saying.words for saying in reason_words(item.reasons)),
        _("What changed"): "\n".join(_joined(line.label, line.text, line.note) for line in lines),
        _("Decisions"): "\n".join(s.decision.content for s in decided if s.action is None),
        _("New actions"): "\n".join(action_words(s.action) for s in decided if s.action is not None),
        _("Open points"): "\n".join(_open(points, known.today)),
        _("Time"): f"{item.seconds // 60}:{item.seconds % 60:02d}" if item.seconds else "",
    }
    name = project.name or _("No project yet")
    return ProjectReport(item, project.customer.name if project.customer else "", name, facts, before.band_now == "red")


def _open(points: OpenPoints, today: date) -> list[str]:
    late = [_("overdue: %(what)s") % {"what": action_words(step)} for step in points.overdue(today)]
    objections = [_("objection: %(what)s") % {"what": row.content} for row in points.objections]
    risks = [_("risk: %(what)s") % {"what": row.content} for row in points.risks]
    found = [*late, *objections, *risks]
    more = len(found) - MOST_POINTS
    return found if more <= 0 else [*found[:MOST_POINTS], _("and %(count)d more") % {"count": more}]


def _joined(label: str, text: str, note: str) -> str:
    words = _("%(label)s: %(text)s") % {"label": label, "text": text}
    return f"{words} ({note})" if note else words
