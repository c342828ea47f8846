"""How often each check was judged, and judged wrong."""

from dataclasses import dataclass

from django.db.models import Count, Q

from genjin.health.models import CheckVerdict


@dataclass(frozen=True, slots=True)
class VerdictCounts:
    """The verdicts on one check."""

    given: int
    wrong: int


def verdict_counts() -> dict[str, VerdictCounts]:
    """Return the verdicts by check; one without a verdict is not among them."""
    counted = CheckVerdict.objects.order_by().values_list("check_key")
    rows = counted.annotate(given=Count("pk"), wrong=Count("pk", filter=Q(is_wrong=True)))
    return {key: VerdictCounts(given, wrong) for key, given, wrong in rows}
