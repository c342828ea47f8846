"""Playbooks by type of customer: what they propose, to be ticked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from genjin.core.errors import NotAllowed
from genjin.customers.models import Customer, CustomerType
from genjin.pipeline.models import Project
from genjin.pipeline.policies import can_edit_project
from genjin.pipeline.queries.stages import stages_by_word
from genjin.planning.operations.adopt_playbook import adopt_playbook
from genjin.planning.playbooks import Playbook, ProposedAction, ProposedStrategy, playbooks
from genjin.planning.queries.adopted import adopted_words
from genjin.web.projects.replies import changed
from genjin.web.shared.gates import project_or_404, signed_in
from genjin.web.shared.htmx import answers_refusals


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """A proposal with its mark; what stands in the plan already is ticked and cannot be ticked again."""

    key: str
    mark: str
    content: str
    more: str
    is_adopted: bool
    is_timely: bool


@require_http_methods(["GET", "POST"])
@answers_refusals
def playbook(request: HttpRequest, pk: int) -> HttpResponse:
    """GET proposes, POST adds what was ticked."""
    project, user = project_or_404(request, pk), signed_in(request)
    if not can_edit_project(user, project):
        raise NotAllowed(_("You cannot change this plan."))
    chosen = playbooks().get(_type_of(request, project.customer))
    if request.method == "POST" and chosen is not None:
        adopt_playbook(project, chosen, request.POST.getlist("proposal"), by=user)
        return changed(request, project, ("goals", "actions"))
    return render(request, "projects/playbook.html", _shown(project, chosen))


def _type_of(request: HttpRequest, customer: Customer | None) -> str:
    asked = request.POST.get("type") or request.GET.get("type")
    return asked or (customer.customer_type if customer else "")


def _shown(project: Project, chosen: Playbook | None) -> dict[str, object]:
    shown: dict[str, object] = {"project": project, "playbook": chosen, "types": CustomerType.choices}
    if chosen is not None:
        known, now = adopted_words(project), project.stage.name if project.stage else ""
        shown["strategies"] = [_proposed_strategy(proposal, known) for proposal in chosen.strategies]
        shown["actions"] = _proposed_actions(chosen.actions, known, now)
    return shown


def _proposed_strategy(proposal: ProposedStrategy, known: set[str]) -> ShownProposal:
    is_adopted = not known.isdisjoint(proposal.content.both)
    return ShownProposal(proposal.key, str(proposal.kind.label), str(proposal.content), "", is_adopted, is_timely=True)


def _proposed_actions(proposals: Sequence[ProposedAction], known: set[str], now: str) -> list[ShownProposal]:
    stages = stages_by_word()
    return [
        ShownProposal(
            key=proposal.key,
            mark=str(stages.get(proposal.stage, proposal.stage)),
            content=str(proposal.content),
            more=str(proposal.expected),
            is_adopted=not known.isdisjoint(proposal.content.both),
            is_timely=proposal.stage == now,
        )
        for proposal in proposals
    ]
