"""What stands in the weekly report of a meeting, as plain tables: the writers know nothing of meetings but this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from genjin.meetings.models import Meeting
from genjin.meetings.queries.meetings import people_present
from genjin.meetings.report.known import known_of
from genjin.meetings.report.projects import ProjectReport, project_report
from genjin.meetings.report.tables import actions_of, checks_of, ends_of, stages_of, summary_of
from genjin.people.models import User
from genjin.planbook.book import Block, Book, Chapter, Facts, Grid, Part


@dataclass(frozen=True, slots=True)
class WeeklyReport:
    """The report of a meeting as one person may read it."""

    title: str
    subtitle: str
    summary: Facts
    stages: Grid
    ends: Grid
    checks: Grid
    actions: Grid
    projects: Sequence[ProjectReport]
    notes: str

    def as_book(self) -> Book:
        """Return the report as a document: a page on top, then project by project."""
        talked = [entry for entry in self.projects if not entry.item.is_quiet]
        quiet = [entry for entry in self.projects if entry.item.is_quiet]
        tables = [grid for grid in (self.stages, self.ends, self.checks, self.actions) if grid.rows]
        chapters = [Chapter(_("Summary"), [self.summary, *tables])]
        chapters.append(
            Chapter(
                _("Project by project"), [_part(entry) for entry in talked], _("No project needs to be talked about.")
            )
        )
        if quiet:
            names = Facts([(entry.customer or "—", entry.name) for entry in quiet])
            chapters.append(Chapter(_("Nothing new"), [names]))
        if self.notes:
            chapters.append(Chapter(_("Notes"), [Facts([(_("Notes"), self.notes)])]))
        return Book(self.title, self.subtitle, chapters, "", ())

    def as_sheets(self) -> list[Grid]:
        """Return the report as the sheets of a workbook; a table without rows is left out, but for the projects."""
        summary = Grid(_("Summary"), [_("What"), _("How it stands")], [*self.summary.pairs, *self._notes()])
        tables = [grid for grid in (self.actions, self.checks, self.stages, self.ends) if grid.rows]
        return [summary, self._of_projects(), *tables]

    def _notes(self) -> list[tuple[str, str]]:
        return [(_("Notes"), self.notes)] if self.notes else []

    def _of_projects(self) -> Grid:
        titles = list(dict.fromkeys(title for entry in self.projects for title in entry.facts))
        rows = [[entry.customer, entry.name, *(entry.facts.get(t, "") for t in titles)] for entry in self.projects]
        return Grid(_("Projects"), [_("Customer"), _("Project"), *titles], rows)


def weekly_report(user: User, meeting: Meeting) -> WeeklyReport:
    """Return the report of a meeting, without projects that this person may not see, in a constant number of queries.

    What changed is told up to the meeting's end; what is open, as it stands now.
    """
    known = known_of(user, meeting)
    projects = [project_report(item, known) for item in known.agenda]
    return WeeklyReport(
        title=_("Weekly report · %(of)s") % {"of": meeting.title},
        subtitle=_subtitle(meeting),
        summary=summary_of(known),
        stages=stages_of(known),
        ends=ends_of(known),
        checks=checks_of(known),
        actions=actions_of(known),
        projects=projects,
        notes=meeting.notes,
    )


def _subtitle(meeting: Meeting) -> str:
    parts = [meeting.held_on.isoformat(), _("chair: %(name)s") % {"name": meeting.chair or "—"}]
    present = "、".join(str(person) for person in people_present(meeting))
    if present:
        parts.append(_("present: %(names)s") % {"names": present})
    if meeting.ended_at:
        minutes = max(1, round((meeting.ended_at - meeting.started_at) / timedelta(minutes=1)))
        parts.append(_("%(minutes)d min") % {"minutes": minutes})
    return " · ".join(parts)


def _part(entry: ProjectReport) -> Block:
    title = " · ".join(part for part in (str(entry.item.position), entry.customer, entry.name) if part)
    return Part(title, Facts([(label, text) for label, text in entry.facts.items() if text]))
