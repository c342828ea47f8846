"""Who we compete with, as the plans of this installation name them."""

from genjin.customers.models import CustomerCompetitor
from genjin.pipeline.models import Competitor


def competitor_names() -> list[str]:
    """Return each competitor's name once, of every project and customer: what a text is read with, never shown."""
    names = Competitor.objects.filter(deleted_at=None).values_list("name", flat=True).order_by()
    others = CustomerCompetitor.objects.filter(deleted_at=None).values_list("name", flat=True).order_by()
    return sorted(names.union(others))
