"""The stages of this installation."""

from django.db.models import QuerySet

from genjin.pipeline.models import Stage


def all_stages() -> QuerySet[Stage]:
    """Return the stages in the order in which projects go through them."""
    return Stage.objects.order_by("position", "pk")


def stages_by_word() -> dict[str, Stage]:
    """Return each stage under its Chinese and its English name."""
    stages = list(all_stages())
    return {stage.english_name: stage for stage in stages if stage.english_name} | {s.name: s for s in stages}
