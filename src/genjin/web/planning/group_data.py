"""The sections of the plan table: rows under the head of their project, stage or owner."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext

from genjin.pipeline.models import Project
from genjin.planning.models import FollowUp
from genjin.planning.queries.grid import Cursor, GridPage
from genjin.web.formats import month, short_amount
from genjin.web.planning.row_data import stage_class


@dataclass(frozen=True, slots=True)
class SectionHead:
    """The line above the rows of a section."""

    title: str
    address: str = ""
    stage: str = ""
    stage_class: str = ""
    facts: str = ""
    lacks_next_step: bool = False


@dataclass(slots=True)
class Section:
    """Rows of one section. `head` is None where the section goes on from the page before, or rows are not grouped."""

    key: str
    head: SectionHead | None
    rows: list[FollowUp] = field(default_factory=list)


def sections_of(page: GridPage, after: Cursor | None, *, with_heads: bool = True) -> list[Section]:
    """Divide a page into sections; one that the page before began gets no second head."""
    sections: list[Section] = []
    for key, row in page.rows:
        if not sections or sections[-1].key != key:
            goes_on = not sections and after is not None and after.section == key
            sections.append(Section(key, _head(key, row) if with_heads and not goes_on else None))
        sections[-1].rows.append(row)
    return sections


def _head(key: str, row: FollowUp) -> SectionHead | None:
    kind = key.partition("-")[0]
    if kind == "project":
        return _project_head(row.project)
    if kind == "stage":
        return SectionHead(str(row.stage) if row.stage else gettext("No stage of ours"))
    if kind == "owner":
        return SectionHead(str(row.project.owner) if row.project.owner else gettext("Nobody's"))
    return None


def _project_head(project: Project) -> SectionHead:
    return SectionHead(
        title=str(project) or gettext("No customer, no project"),
        address=reverse("project", args=[project.pk]),
        stage=str(project.stage) if project.stage else "",
        stage_class=stage_class(project.stage.position) if project.stage else "",
        facts=" · ".join(_facts(project)),
        lacks_next_step=not project.has_next_step,
    )


def _facts(project: Project) -> Sequence[str]:
    facts = []
    if project.amount is not None:
        facts.append(short_amount(project.amount, project.currency))
    if project.close_on is not None:
        facts.append(gettext("expected %(month)s") % {"month": month(project.close_on)})
    return facts
