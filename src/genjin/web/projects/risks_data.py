"""Module 六: risks on a grid of probability and impact, the gravest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from genjin.planning.models import Grade, Risk
from genjin.web.formats import short_day
from genjin.web.projects.project_page import ProjectPage

MOST_UNGRADED = 3
CHIPS = {"low": "", "medium": "warn", "high": "neg", "extreme": "neg"}


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One risk: `chip` is the colour of its band, `review` the day to look again."""

    risk: Risk
    chip: str
    review: str
    is_review_late: bool


@dataclass(frozen=True, slots=True)
class GridCell:
    """One field of the grid: how many open risks have this probability and impact, and its band."""

    count: int
    band: str


@dataclass(frozen=True, slots=True)
class Risks:
    """Open risks, closed ones, and the grid (rows by falling probability, columns by rising impact).

    Of those that nobody graded, all but the first few are `more`.
    """

    open: Sequence[RiskRow]
    more: Sequence[RiskRow]
    closed: Sequence[RiskRow]
    grid: Sequence[tuple[int, Sequence[GridCell]]]
    graded: int

    @property
    def count(self) -> int:
        """Return how many are open."""
        return len(self.open) + len(self.more)


def risks(page: ProjectPage) -> Risks:
    """Return what the module shows."""
    found = sorted(page.plan.of(Risk), key=lambda risk: (-(risk.score or 0), risk.pk))
    still = [risk for risk in found if risk.closed_on is None]
    graded = sum(risk.score is not None for risk in still)
    rows = [_row(risk, page) for risk in still]
    return Risks(
        open=rows[: graded + MOST_UNGRADED],
        more=rows[graded + MOST_UNGRADED :],
        closed=[_row(risk, page) for risk in found if risk.closed_on is not None],
        grid=[(high, [_cell(still, high, wide) for wide in Grade.values]) for high in reversed(Grade.values)],
        graded=graded,
    )


def _cell(risks: Sequence[Risk], probability: int, impact: int) -> GridCell:
    count = sum(risk.probability == probability and risk.impact == impact for risk in risks)
    return GridCell(count, Risk(probability=probability, impact=impact).band)


def _row(risk: Risk, page: ProjectPage) -> RiskRow:
    is_late = risk.review_on is not None and risk.closed_on is None and risk.review_on < page.today
    return RiskRow(
        risk, CHIPS.get(risk.band, ""), short_day(risk.review_on, page.today) if risk.review_on else "", is_late
    )
