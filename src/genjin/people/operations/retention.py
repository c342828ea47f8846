"""How long the audit is kept, and forgetting what is older.

The plans' own events are not touched: every earlier day of a plan is told from them (docs/adr/0012).
"""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit
from genjin.people.models import AuditEntry, AuditRetention, User
from genjin.people.models.audit_retention import LEAST_DAYS, MOST_DAYS
from genjin.people.operations.audit import write_audit
from genjin.people.policies import can_administer
from genjin.people.queries.audit import audit_retention

AT_ONCE = 1000


@transaction.atomic
def set_audit_retention(days: int, *, seen: int, by: User, address: str | None = None) -> AuditRetention:
    """Set for how many days the audit is kept; `seen` is the version that the person saw. Audits `retention.changed`.

    Never less than 90 days, so that nobody wipes the traces of yesterday.
    """
    if not can_administer(by):
        raise NotAllowed(_("Only an administrator can change these settings."))
    if not LEAST_DAYS <= days <= MOST_DAYS:
        words = {"least": LEAST_DAYS, "most": MOST_DAYS}
        raise RuleBroken(_("Keep the audit for %(least)d to %(most)d days.") % words, field="days")
    now = audit_retention()
    if now.version != seen:
        raise StaleEdit(_("Somebody else changed this meanwhile."), theirs={"days": str(now.days)})
    before, now.days, now.version = now.days, days, now.version + 1
    now.save()
    write_audit("retention.changed", by=by, address=address, days=[before, days])
    return now


def forget_old_audit() -> bool:
    """Delete a piece of what is older than the audit is kept; tell whether there was any."""
    until = clock.now() - timedelta(days=audit_retention().days)
    old = list(AuditEntry.objects.filter(at__lt=until).order_by("at").values_list("pk", flat=True)[:AT_ONCE])
    if old:
        AuditEntry.objects.filter(pk__in=old).delete()
    return bool(old)


def forget_all_old_audit() -> bool:
    """Delete all of it, a piece at a time, so that nobody waits for it; tell whether there was any."""
    found = False
    while forget_old_audit():
        found = True
    return found
