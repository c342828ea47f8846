"""The card of a project: its chance, why, and which single step would raise it most."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from genjin.forecast.models import ProjectOdds
from genjin.forecast.queries.deals import odds_of
from genjin.forecast.queries.models import latest_model
from genjin.forecast.wording import STEPS
from genjin.web.forecast.deal_lines import FEW, Reason, reasons_of
from genjin.web.forecast.money import percent
from genjin.web.projects.project_page import ProjectPage


@dataclass(frozen=True, slots=True)
class Step:
    """One step and what the chance would be after it."""

    words: str
    win: str
    points: str
    is_best: bool


@dataclass(frozen=True, slots=True)
class OddsCard:
    """What the card shows; `win` is empty where there is no chance to show, and `why_not` says why."""

    win: str
    why_not: str
    cases: int
    is_default: bool
    reckoned: str
    reasons: Sequence[Reason]
    steps: Sequence[Step]


def odds(page: ProjectPage) -> OddsCard:
    """Return the card of the project that the page shows."""
    if page.outcome is not None:
        return _nothing(_("The project has ended."))
    if page.at is not None:
        return _nothing(_("The chance is known as of today only; earlier ones are in the snapshots of the forecast."))
    found = odds_of([page.plan.project.pk]).get(page.plan.project.pk)
    model = latest_model()
    if found is None or model is None:
        return _nothing(_("It is calculated with the next forecast."))
    return OddsCard(
        win=percent(found.win),
        why_not="",
        cases=found.cases,
        is_default=model.is_default or found.cases < FEW,
        reckoned=timezone.localdate(model.reckoned_at or model.fitted_at).isoformat(),
        reasons=reasons_of(found, page.plan.project.last_follow_up_on, page.today, whole=True),
        steps=_steps(found),
    )


def _nothing(words: str) -> OddsCard:
    return OddsCard("", words, 0, is_default=False, reckoned="", reasons=(), steps=())


def _steps(found: ProjectOdds) -> list[Step]:
    best = max(found.steps.values(), default=0.0)
    in_order = sorted(found.steps.items(), key=lambda pair: -pair[1])
    return [
        Step(str(STEPS[code]), percent(win), f"{round(100 * (win - found.win)):+d}", win == best)
        for code, win in in_order
        if code in STEPS and round(100 * (win - found.win)) > 0
    ]
