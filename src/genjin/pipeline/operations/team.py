"""Who of us works on a project: adding, changing and removing colleagues."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.activity.tracking import changes_between, values_of, was
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.people.models import User
from genjin.pipeline import policies
from genjin.pipeline.models import Duty, Project, TeamMember
from genjin.pipeline.operations.entries import check_fields, locked


@transaction.atomic
def add_team_member(project: Project, user: User, *, by: User, duty: Duty = Duty.LEAD, duties: str = "") -> TeamMember:
    """Put a colleague on the project's team, or change the part of one who is on it. Records `team_member.added`."""
    _refuse_unless_allowed(by, project)
    if not user.is_active:
        raise RuleBroken(_("%(name)s no longer signs in here.") % {"name": user}, field="user")
    known = TeamMember.objects.filter(project=project, user=user).first()
    if known is not None:
        return change_team_member(known, by=by, duty=duty, duties=duties)
    member = TeamMember(project=project, user=user, duty=duty, duties=duties)
    check_fields(member)
    member.save(force_insert=True)
    record("team_member.added", member, by=by, project_id=project.pk, user=user.pk, name=str(user), duty=str(duty))
    return member


@transaction.atomic
def change_team_member(member: TeamMember, *, by: User, duty: Duty, duties: str) -> TeamMember:
    """Change the part that a colleague has. Records `team_member.changed` where anything differs."""
    _refuse_unless_allowed(by, member.project)
    now = _locked(member)
    before = values_of(now)
    now.duty, now.duties = duty, duties
    check_fields(now)
    changed = changes_between(before, values_of(now))
    if changed:
        now.save(update_fields=list(changed))
        record("team_member.changed", now, by=by, project_id=now.project_id, name=str(member.user), changes=changed)
    return now


@transaction.atomic
def remove_team_member(member: TeamMember, *, by: User) -> None:
    """Take a colleague off the team. Records `team_member.removed`."""
    _refuse_unless_allowed(by, member.project)
    now = _locked(member)
    record(
        "team_member.removed",
        now,
        by=by,
        project_id=member.project_id,
        user=member.user_id,
        name=str(member.user),
        was=[was(now, values_of(now))],
    )
    now.delete()


def _locked(member: TeamMember) -> TeamMember:
    try:
        return locked(member)
    except TeamMember.DoesNotExist as error:
        raise WrongState(_("This colleague was taken off the team meanwhile.")) from error


def _refuse_unless_allowed(by: User, project: Project) -> None:
    if not policies.can_edit_project(by, project):
        raise NotAllowed(_("You cannot change this project."))
