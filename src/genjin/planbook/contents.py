"""What stands in a plan book: the six modules of the source document, in its order and words."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genjin.customers.models import Contact, CustomerCompetitor
from genjin.pipeline.models import (
    AttitudeFact,
    BudgetFact,
    Competitor,
    CriterionCheck,
    Need,
    ProjectOutcome,
    StageMove,
    Stakeholder,
    StakeholderLine,
    TeamMember,
)
from genjin.planbook.book import Block, Book, Chapter, Facts, Grid, Part
from genjin.planbook.fields import facts, grid
from genjin.planbook.sheets import sheet_blocks
from genjin.planning.columns import action_items, actions_at, answered_items, objections_of, risks_of
from genjin.planning.models import Action, Attachment, FollowUp, Goal, Objection, Place, Risk, Strategy, ValueSheet
from genjin.planning.queries.project_plan import ProjectPlan
from genjin.plantable.row import PlanRow
from genjin.plantable.writing.headings import HEADINGS_EN, HEADINGS_ZH

DOING = ("content", "owner_words", "due_on", "channel", "expected_result", "done_on")


def plan_book(plan: ProjectPlan, *, made_on: date) -> Book:
    """Return the book of a plan, in the language in force; every field that somebody filled stands in it."""
    english = (get_language() or "").startswith("en")
    standing = _("as of %s") % (plan.at or made_on).isoformat()[:10]
    chapters = [
        Chapter(_("1 Customer and project"), _profile(plan)),
        Chapter(_("2 Goals and strategies"), _direction(plan)),
        Chapter(_("3 Actions"), _present(_actions(plan, Place.PLAN, Place.MAIN))),
        Chapter(_("4 Follow-up records"), _records(plan)),
        Chapter(_("5 Next steps"), _present(_actions(plan, Place.NEXT_STEP))),
        Chapter(_("6 Risks and countermeasures"), _present(_risks(plan))),
    ]
    return Book(
        title=str(plan.project) or _("No customer, no project"),
        subtitle=_("Key-account follow-up plan") + f" · {standing}",
        chapters=[Chapter(entry.title, entry.blocks, empty=_("Nothing yet.")) for entry in chapters],
        table_title=_("Plan table"),
        table_headings=HEADINGS_EN if english else HEADINGS_ZH,
        table_rows=_rows(plan),
    )


def _present(*blocks: Block | None) -> list[Block]:
    return [block for block in blocks if block is not None]


def _profile(plan: ProjectPlan) -> list[Block]:
    customer = plan.customer
    return _present(
        facts(customer, first=("name",)) if customer else None,
        facts(plan.project, first=("name", "stage_id", "amount", "currency", "close_on"), without={"customer_id"}),
        grid(_("Needs and pains"), plan.of(Need), ("kind", "content", "figure", "said_by", "observed_on")),
        grid(_("Budget"), plan.of(BudgetFact), ("observed_on", "low", "high", "state", "said_by")),
        grid(
            _("Stakeholders"), plan.of(Stakeholder), ("contact_id", "placeholder", "role", "influence", "covered_by_id")
        ),
        grid(_("Attitudes"), plan.of(AttitudeFact), ("stakeholder_id", "observed_on", "attitude", "quote")),
        grid(_("Lines between stakeholders"), plan.of(StakeholderLine), ("source_id", "kind", "target_id")),
        grid(_("Contacts"), plan.of(Contact), ("name", "title", "unit_id", "reports_to_id")),
        grid(_("Competitors"), plan.of(Competitor), ("name", "standing", "approach", "counter_strategy")),
        grid(_("Competitors at the customer"), plan.of(CustomerCompetitor), ("name", "foothold")),
        grid(_("Our team"), plan.of(TeamMember), ("user_id", "duty", "duties")),
        grid(_("Exit criteria met"), plan.of(CriterionCheck), ("criterion_id", "met_on", "evidence", "by_id")),
        grid(_("Changes of stage"), plan.of(StageMove), ("moved_on", "from_stage_id", "to_stage_id", "reason")),
        *(facts(outcome) for outcome in plan.of(ProjectOutcome)),
    )


def _direction(plan: ProjectPlan) -> list[Block]:
    goals = plan.of(Goal)
    overall = [goal for goal in goals if goal.parent_id is None]
    parts = [goal for goal in goals if goal.parent_id is not None]
    columns = ("content", "measure", "due_on", "reached_on", "result")
    return _present(
        grid(_("Overall goals"), overall, columns),
        grid(_("Stage goals"), parts, ("stage_id", *columns)),
        grid(_("Strategies"), plan.of(Strategy), ("kind", "stage_id", "content")),
        *(block for sheet in plan.of(ValueSheet) for block in sheet_blocks(sheet)),
    )


def _actions(plan: ProjectPlan, *places: str) -> Grid | None:
    found = [action for action in plan.of(Action) if action.place in places]
    found.sort(key=lambda action: (not action.is_open, action.due_on is None, action.due_on or date.max, action.pk))
    return grid("", found, DOING)


def _risks(plan: ProjectPlan) -> Grid | None:
    found = sorted(plan.of(Risk), key=lambda risk: (risk.closed_on is not None, -(risk.score or 0), risk.pk))
    return grid("", found, ("content", "probability", "impact", "response", "owner_id", "review_on"))


def _records(plan: ProjectPlan) -> list[Block]:
    attachments = plan.of(Attachment)
    told = [_record(row, [entry for entry in attachments if entry.follow_up_id == row.pk]) for row in _in_order(plan)]
    columns = ("content", "response", "category", "raised_by_id", "state")
    return [*told, *_present(grid(_("Doubts and objections"), plan.of(Objection), columns))]


def _record(row: FollowUp, attachments: Iterable[Attachment]) -> Part:
    day = row.happened_on.isoformat() if row.happened_on else _("without a date")
    channel = row.get_channel_display() if row.channel else ""
    pairs = facts(row, first=("goal",), without={"happened_on", "channel", "logged_by_id"}).pairs
    people: list[tuple[str, Sequence[Model]]] = [
        (_("Colleagues"), getattr(row, "present_colleagues", [])),
        (_("Contacts"), getattr(row, "present_contacts", [])),
        (_("Attachments"), list(attachments)),
    ]
    named = [(title, ", ".join(map(str, found))) for title, found in people if found]
    title = " · ".join(part for part in (day, channel) if part)
    return Part(f"#{row.number} {title}", Facts([*named, *pairs]))


def _in_order(plan: ProjectPlan) -> list[FollowUp]:
    return sorted(plan.of(FollowUp), key=lambda row: (row.listed_on, row.pk))


def _rows(plan: ProjectPlan) -> Sequence[PlanRow]:
    """Return the follow-ups as rows of the plan table, oldest first."""
    customer = plan.customer.name if plan.customer else None
    return [
        PlanRow(
            seq=number,
            date=row.happened_on,
            customer=customer,
            project=plan.project.name or None,
            stage=row.stage_name or None,
            goal=row.goal or None,
            actions=tuple(action_items(actions_at(row, Place.MAIN))),
            feedback=row.feedback or None,
            objections=tuple(answered_items(objections_of(row))),
            next_steps=tuple(action_items(actions_at(row, Place.NEXT_STEP))),
            risks=tuple(answered_items(risks_of(row))),
            note=row.note or None,
        )
        for number, row in enumerate(_in_order(plan), 1)
    ]
