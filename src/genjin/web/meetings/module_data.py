"""What meetings decided about a project, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from genjin.meetings.queries.decisions import latest_decisions
from genjin.meetings.queries.meetings import visible_meetings
from genjin.web.meetings.decision_lines import DecisionLine, decision_lines
from genjin.web.projects.project_page import ProjectPage

MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision; `meeting` is the id of its meeting where the person may see that."""

    line: DecisionLine
    meeting: int | None


@dataclass(frozen=True, slots=True)
class ProjectDecisions:
    """The latest decisions; none on the page of an earlier day, to which they do not belong."""

    decided: Sequence[Decided]


def project_decisions(page: ProjectPage) -> ProjectDecisions:
    """Return what the module shows."""
    if page.at is not None:
        return ProjectDecisions([])
    states = latest_decisions(page.user, page.plan.project.pk, MOST_SHOWN)
    wanted = {state.decision.meeting_id for state in states}
    seen = set(visible_meetings(page.user).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    lines = decision_lines(states, page.today)
    return ProjectDecisions(
        [
            Decided(line, state.decision.meeting_id if state.decision.meeting_id in seen else None)
            for line, state in zip(lines, states, strict=True)
        ]
    )
