"""The weekly report as a message to a group's chat: short, in the markdown that the makers of robots share."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from genjin.meetings.report.contents import WeeklyReport
from genjin.meetings.report.projects import ProjectReport
from genjin.notifications.operations.robots import harmless

LONGEST: Final = 6000


def report_message(report: WeeklyReport) -> str:
    """Return the text: the figures on top, then the projects about which something was decided.

    What people typed is written so that no robot takes it for a link, a mention or a heading.
    """
    lines = [harmless(report.subtitle), "", *_summary(report)]
    for entry in report.projects:
        own = list(_project(entry))
        if sum(map(len, lines)) + sum(map(len, own)) > LONGEST:
            lines += ["", _("The whole report stands in the product.")]
            break
        lines += own
    return "\n".join(lines).strip()


def _summary(report: WeeklyReport) -> Iterator[str]:
    for title, text in report.summary.pairs:
        yield f"- {title}: **{_plain(text, '、')}**"


def _project(entry: ProjectReport) -> Iterator[str]:
    decided = [entry.facts.get(title, "") for title in (_("Decisions"), _("New actions"))]
    if not any(decided):
        return
    name = " · ".join(part for part in (entry.customer, entry.name) if part)
    yield ""
    yield f"**{_plain(name)}**" + (f" {_('In danger')}" if entry.is_red else "")
    for text in decided:
        for line in text.split("\n"):
            if line.strip():
                yield f"- {_plain(line)}"


def _plain(text: str, between: str = " ") -> str:
    return harmless(between.join(text.split("\n")))
