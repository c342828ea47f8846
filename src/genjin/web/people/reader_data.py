"""Why somebody sees something, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genjin.people.models import User
from genjin.pipeline.queries.reasons import Reader, Reason, Right

MOST_REASONS = 5
RIGHTS: Mapping[Right, Promise] = {
    Right.READ: gettext_lazy("reads"),
    Right.CHANGE: gettext_lazy("reads and changes"),
    Right.HAND_OVER: gettext_lazy("reads, changes, hands over"),
}


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """One person: the reasons as sentences, how many more there are, and the right in words."""

    person: User
    reasons: list[str]
    more: int
    right: Promise


def reader_lines(readers: Iterable[Reader]) -> list[ReaderLine]:
    """Return the readers as they are shown."""
    return [
        ReaderLine(
            person=reader.person,
            reasons=[words_of(reason) for reason in reader.reasons[:MOST_REASONS]],
            more=max(0, len(reader.reasons) - MOST_REASONS),
            right=RIGHTS[reader.right],
        )
        for reader in readers
    ]


def words_of(reason: Reason) -> str:
    """Return one reason as a sentence."""
    parts = {"duty": reason.duty, "department": reason.department, "of": reason.of, "project": reason.project}
    if reason.kind == "administrator":
        return _("administrator")
    if reason.kind == "manager":
        return _("manages %(department)s, above %(of)s") % parts
    if reason.kind == "team":
        words = _("on the team of %(project)s (%(duty)s)") if reason.project else _("on the team (%(duty)s)")
        return words % parts
    return (_("owner of %(project)s") if reason.project else _("owner")) % parts
