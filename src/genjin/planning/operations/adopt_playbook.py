"""Taking over what a playbook proposes: what a person ticked, and nothing else."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import NotAllowed, RuleBroken
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.pipeline.operations.entries import add_entry
from genjin.pipeline.policies import can_edit_project
from genjin.planning.models import Action, Strategy
from genjin.planning.operations.plan_items import add_plan_item
from genjin.planning.playbooks import Playbook
from genjin.planning.queries.adopted import adopted_words


@transaction.atomic
def adopt_playbook(project: Project, playbook: Playbook, keys: Collection[str], *, by: User) -> int:
    """Add the proposals with these keys to the plan, in the language of the request; returns how many were added.

    What stands in the plan word for word already is not added twice. Records `strategy.added` and `action.added`.
    """
    if not can_edit_project(by, project):
        raise NotAllowed(_("You cannot change this plan."))
    if not set(keys) <= playbook.keys:
        raise RuleBroken(_("This playbook has no such proposal."))
    known = adopted_words(project)
    strategies = [p for p in playbook.strategies if p.key in keys and known.isdisjoint(p.content.both)]
    for proposal in strategies:
        add_entry(Strategy(project=project, kind=proposal.kind, content=str(proposal.content)), by=by)
    actions = [p for p in playbook.actions if p.key in keys and known.isdisjoint(p.content.both)]
    for draft in actions:
        action = Action(project=project, content=str(draft.content), expected_result=str(draft.expected))
        add_plan_item(action, by=by)
    return len(strategies) + len(actions)
