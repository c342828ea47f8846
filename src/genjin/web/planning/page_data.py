"""What the page of the plan table shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from genjin.core import clock
from genjin.people.models import User
from genjin.people.policies import can_write
from genjin.pipeline.queries.projects import visible_projects
from genjin.pipeline.queries.stages import all_stages
from genjin.planning.queries.grid import Cursor, grid_page
from genjin.planning.queries.plan_view import PlanView
from genjin.web.formats import week_words
from genjin.web.planning import filter_data
from genjin.web.planning.filter_data import Choice, FilterChip, HeadColumn
from genjin.web.planning.group_data import SectionHead, sections_of
from genjin.web.planning.keys import KEYS
from genjin.web.planning.rendered_rows import rendered_rows


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section whose rows are rendered."""

    key: str
    head: SectionHead | None
    rows: Sequence[str]


@dataclass(frozen=True, slots=True)
class PlanRows:
    """Some rows, and the address of those that follow."""

    sections: Sequence[ShownSection]
    following: str
    may_edit: bool


@dataclass(frozen=True, slots=True)
class PlanHead:
    """All above the rows."""

    week: str
    columns: Sequence[HeadColumn]
    scopes: Sequence[tuple[Choice, str]]
    groups: Sequence[Choice]
    orders: Sequence[Choice]
    stages: Sequence[tuple[str, str, bool]]
    stage_words: str
    project: str
    chips: Sequence[FilterChip]
    keys: Sequence[tuple[str, Promise]]
    group_title: str
    order_title: str


def plan_rows(user: User, view: PlanView, after: Cursor | None = None) -> PlanRows:
    """Return a page of rows, by section."""
    page = grid_page(user, view, after=after, packed=False)
    may_edit = can_write(user)
    shown = iter(rendered_rows([row for _section, row in page.rows], may_edit=may_edit))
    sections = [
        ShownSection(section.key, section.head, list(islice(shown, len(section.rows))))
        for section in sections_of(page, after, with_heads=view.group != "none")
    ]
    query = {"after": str(page.following)} if page.following else {}
    following = f"{reverse('plan-rows')}?{view.query()}&{urlencode(query)}" if query else ""
    return PlanRows(sections, following, may_edit)


def plan_head(user: User, view: PlanView) -> PlanHead:
    """Return all above the rows."""
    project = _project_words(user, view.project) if view.project else ""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    groups = filter_data.choices(view.group, filter_data.GROUPS)
    orders = filter_data.choices(view.order, filter_data.orders_of(view))
    stages = [(stage.name, str(stage), stage.name in view.stages) for stage in all_stages()]
    stage_words = filter_data.listed(title for _name, title, is_chosen in stages if is_chosen)
    return PlanHead(
        week=week_words(today, monday, monday + timedelta(days=6)),
        columns=filter_data.head_columns(view),
        scopes=filter_data.scope_tabs(view),
        groups=groups,
        orders=orders,
        stages=stages,
        stage_words=stage_words,
        project=project,
        chips=filter_data.filter_chips(view, stage_words, project),
        keys=KEYS,
        group_title=filter_data.chosen_title(groups),
        order_title=filter_data.chosen_title(orders),
    )


def _project_words(user: User, pk: int) -> str:
    """Return the name of a project that this person may see; of any other one nothing but the number typed."""
    project = visible_projects(user).filter(pk=pk).select_related("customer").first()
    return str(project or "") or f"#{pk}"
