"""Writing the audit."""

from django.db import models

from genjin.core import clock
from genjin.people.models import AuditEntry, User


def write_audit(
    kind: str, *, by: User | None, target: models.Model | None = None, address: str | None = None, **detail: object
) -> AuditEntry:
    """Keep that something happened which an auditor asks for; `kind` is `noun.past_tense`, as with events.

    `target` is what it happened to, `address` the network address where one is known, `detail` what can stand in JSON.
    An operation calls it inside its transaction, a view after what it tells of has been answered.
    """
    return AuditEntry.objects.create(
        kind=kind,
        at=clock.now(),
        by=by,
        by_name=str(by) if by else "",
        address=address,
        target_type=str(target._meta.model_name) if target else "",
        target_id=target.pk if target else None,
        target_name=str(target)[:300] if target else "",
        detail=detail,
    )
