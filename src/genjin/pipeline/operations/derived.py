"""Bringing up to date what rows keep of the entries below them."""

from genjin.pipeline.models import AttitudeFact, Stakeholder
from genjin.pipeline.stakeholder_rules import latest_fact


def refresh_attitudes(project_id: int) -> None:
    """Let each stakeholder of a project have the attitude of the latest fact, or none where there is no fact."""
    facts: dict[int, list[AttitudeFact]] = {}
    for fact in AttitudeFact.objects.filter(project=project_id, deleted_at__isnull=True):
        facts.setdefault(fact.stakeholder_id, []).append(fact)
    changed = []
    for stakeholder in Stakeholder.objects.filter(project=project_id):
        latest = latest_fact(facts.get(stakeholder.pk, []))
        attitude = latest.attitude if latest else None
        if stakeholder.attitude != attitude:
            stakeholder.attitude = attitude
            changed.append(stakeholder)
    Stakeholder.objects.bulk_update(changed, ["attitude"])
