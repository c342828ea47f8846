"""What meetings decided about projects, and whether it is done."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from genjin.meetings.models import Meeting, MeetingDecision
from genjin.people.models import User
from genjin.pipeline.queries.projects import visible_projects
from genjin.planning.models import Action
from genjin.planning.queries.plan_items import visible_plan_items

MOST_EARLIER = 200


@dataclass(frozen=True, slots=True)
class DecisionState:
    """A decision with the action that it became, None where it became none or the action was taken out of its plan."""

    decision: MeetingDecision
    action: Action | None

    @property
    def is_done(self) -> bool:
        """Tell whether it was done, or its action given up."""
        return not self.action.is_open if self.action else self.decision.done_on is not None

    @property
    def is_given_up(self) -> bool:
        """Tell whether its action was cancelled instead of done."""
        return self.action is not None and self.action.cancelled_on is not None


def visible_decisions(user: User) -> QuerySet[MeetingDecision]:
    """Return the decisions about projects that this person may see: whoever sees a plan sees what was decided on it."""
    return _of_visible(user).filter(deleted_at=None)


def deleted_decisions(user: User) -> QuerySet[MeetingDecision]:
    """Return deleted decisions about projects that this person may see: what can be brought back."""
    return _of_visible(user).filter(deleted_at__isnull=False)


def decisions_of(
    user: User, meeting: Meeting, projects: Collection[int] | None = None
) -> dict[int, list[DecisionState]]:
    """Return what a meeting decided, by project (None: about all that this person may see), in two queries."""
    found = visible_decisions(user).filter(meeting=meeting)
    return _by_project(found if projects is None else found.filter(project__in=projects))


def earlier_decisions(user: User, meeting: Meeting, projects: Collection[int]) -> dict[int, list[DecisionState]]:
    """Return, by project, what was decided before a meeting and has to be checked in it.

    All decisions of the meeting before it about the same, and those of any earlier one that are not done yet.
    """
    before = visible_decisions(user).filter(project__in=projects, meeting__deleted_at=None)
    before = before.filter(decided_at__lt=meeting.started_at).exclude(meeting=meeting)
    open_ones = Q(done_on=None) & (Q(action_number=None) | Q(action_number__in=_open_actions(projects)))
    wanted = before.filter(Q(meeting=meeting.previous_id) | open_ones)
    return _by_project(wanted.order_by("-pk")[:MOST_EARLIER])


def latest_decisions(user: User, project: int, most: int) -> list[DecisionState]:
    """Return the latest decisions about a project, the newest first, in two queries."""
    found = visible_decisions(user).filter(project=project, meeting__deleted_at=None)
    return with_actions(found.order_by("-pk")[:most])


def with_actions(decisions: Iterable[MeetingDecision]) -> list[DecisionState]:
    """Return decisions with their actions, in one query more."""
    decisions = list(decisions)
    numbers = [decision.action_number for decision in decisions if decision.action_number is not None]
    actions = Action.objects.select_related("project").in_bulk(numbers) if numbers else {}
    return [DecisionState(decision, actions.get(decision.action_number or 0)) for decision in decisions]


def action_of(user: User, decision: MeetingDecision) -> Action | None:
    """Return the action that a decision became, as far as it is still in a plan that this person may see."""
    return visible_plan_items(user, Action).filter(pk=decision.action_number or 0).first()


def _open_actions(projects: Collection[int]) -> "QuerySet[Action, int]":
    still = Action.objects.filter(project__in=projects, done_on=None, cancelled_on=None)
    return still.values_list("pk", flat=True)


def _by_project(decisions: Iterable[MeetingDecision]) -> dict[int, list[DecisionState]]:
    found: dict[int, list[DecisionState]] = defaultdict(list)
    for state in sorted(with_actions(decisions), key=lambda state: state.decision.pk):
        found[state.decision.project_id].append(state)
    return found


def _of_visible(user: User) -> QuerySet[MeetingDecision]:
    decisions = MeetingDecision.objects.filter(project__in=visible_projects(user))
    return decisions.select_related("project__customer", "meeting__chair", "by")
