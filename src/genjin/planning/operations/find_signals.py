"""Finding decision signals wherever the customer's words are written; what was found follows the words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from genjin.core import clock
from genjin.core.insertion import insert_all
from genjin.people.queries.people import names_of_people
from genjin.pipeline.queries.competitors import competitor_names
from genjin.pipeline.queries.projects import customer_names
from genjin.planning.columns import objections_of, signals_of_row
from genjin.planning.content import RowChanges
from genjin.planning.customer_words import CELLS, CustomerWords, customer_words
from genjin.planning.models import LONGEST_EVIDENCE, BuyingSignal, FollowUp, Objection, SignalSource, SignalState
from genjin.planning.queries.buying_signals import lessons_about
from genjin.planning.queries.follow_ups import whole_rows
from genjin.planning.signal_kinds import KINDS, Label
from genjin.planning.signal_rules import Lessons
from genjin.text.detection import FoundSignal, detect_signals_of_many

BATCH = 500


@dataclass(frozen=True, slots=True)
class Proposal:
    """A finding as it would be stored."""

    label: Label
    words: str
    column: SignalSource
    score: float


def find_signals(rows: Sequence[FollowUp]) -> None:
    """Bring the signals of rows up to date with what the customer says in them, inside the caller's transaction.

    What nobody has decided on follows the words; what was confirmed or dismissed stays as it is, and the same words are
    not proposed again. Records nothing: events tell what people decide.
    """
    signals = {row.pk: signals_of_row(row) for row in rows}
    for row, now in zip(rows, _found(rows, {row.pk: objections_of(row) for row in rows}, signals), strict=True):
        row.packed_signals = now  # type: ignore[attr-defined]


def find_signals_of_new(rows: Sequence[FollowUp], objections: Iterable[Objection]) -> None:
    """Store the signals of rows that were stored a moment ago, many at once; `objections` are those of all of them."""
    raised: dict[int, list[Objection]] = {}
    for objection in objections:
        raised.setdefault(objection.follow_up_id, []).append(objection)
    _found(rows, raised, {})


def keep_signals_read(row: FollowUp, findings: Iterable[tuple[Label, str]], *, engine: str) -> None:
    """Store what a language model read in a row, inside the caller's transaction; nobody has decided on it yet.

    Left out: words that do not stand in what the customer said, and a kind that our own detector found in the row.
    """
    said = customer_words(row, row.objections.all())
    known = set(row.signals.values_list("type", "polarity"))
    for label, words in findings:
        column = said.column_of(words) if 0 < len(words) <= LONGEST_EVIDENCE else None
        if label in KINDS and label not in known and column is not None:
            known.add(label)
            signal = new_signal(row, label, words, column)
            signal.engine = engine
            signal.save(force_insert=True)


@transaction.atomic
def find_signals_again(pks: Sequence[int]) -> None:
    """Read rows anew that were logged before signals were looked for, or by an older detector."""
    if connection.features.has_select_for_update:  # SQLite's transaction already is the only writer
        list(FollowUp.objects.select_for_update().filter(pk__in=pks).values_list("pk", flat=True))
    rows = list(whole_rows().filter(pk__in=pks))
    before = {row.pk: {(it.pk, it.evidence) for it in signals_of_row(row)} for row in rows}
    find_signals(rows)
    changed = [row.pk for row in rows if before[row.pk] != {(it.pk, it.evidence) for it in signals_of_row(row)}]
    FollowUp.objects.filter(pk__in=changed).update(version=F("version") + 1)  # they show their signals: draw them anew


def follow_edit(row: FollowUp, changes: RowChanges) -> None:
    """Let the signals of a row follow its words, its day and its project, where the edit changed these."""
    if CELLS & set(changes.values):
        find_signals([row])
    if changes.project is not None or "date" in changes.values:
        BuyingSignal.objects.filter(follow_up=row.pk).update(project=row.project_id, observed_on=_day_of(row))


def hide_signals(rows: Iterable[FollowUp], *, hide: bool) -> None:
    """Hide signals with their rows, or show them again."""
    signals = BuyingSignal.objects.filter(follow_up__in=[row.pk for row in rows])
    signals.update(deleted_at=clock.now() if hide else None)


def new_signal(
    row: FollowUp, label: Label, words: str, column: SignalSource, score: float | None = None
) -> BuyingSignal:
    """Return a signal of a row, not stored yet."""
    return BuyingSignal(
        project_id=row.project_id,
        follow_up_id=row.pk,
        column=column,
        type=label[0],
        polarity=label[1],
        evidence=words,
        score=score,
        severity=KINDS[label].severity,
        observed_on=_day_of(row),
        found_at=clock.now(),
        deleted_at=row.deleted_at,
    )


def _found(
    rows: Sequence[FollowUp],
    objections: Mapping[int, Sequence[Objection]],
    signals: Mapping[int, Sequence[BuyingSignal]],
) -> list[list[BuyingSignal]]:
    """Store what is found; returns the signals of each row as they are then."""
    words = [customer_words(row, objections.get(row.pk, ())) for row in rows]
    ours, rivals = (names_of_people(), competitor_names()) if any(said.text for said in words) else ([], [])
    now: list[list[BuyingSignal]] = []
    for first in range(0, len(rows), BATCH):
        batch = list(zip(rows[first : first + BATCH], words[first : first + BATCH], strict=True))
        proposed = _proposals(batch, ours, rivals)
        taught = lessons_about((it.label, it.words) for of_row in proposed for it in of_row)
        now += _store(batch, proposed, [signals.get(row.pk, ()) for row, _words in batch], taught)
    return now


def _proposals(
    batch: Sequence[tuple[FollowUp, CustomerWords]], ours: Sequence[str], rivals: Sequence[str]
) -> list[list[Proposal]]:
    """Return what the detector finds in each row, told who our people and our competitors are."""
    everything = "\n".join(words.text for _row, words in batch)
    customers = _customers(row for row, words in batch if words.text)
    notes = [(words.text, customers.get(row.project_id)) for row, words in batch]
    named, rivals_named = ([name for name in names if name in everything] for names in (ours, rivals))
    found = detect_signals_of_many(notes, people=named, competitors=rivals_named)
    return [[_proposal(it, words) for it in of_row] for of_row, (_row, words) in zip(found, batch, strict=True)]


def _proposal(found: FoundSignal, words: CustomerWords) -> Proposal:
    column, piece = words.place(found.start, found.end)
    return Proposal((found.type, found.polarity), piece.strip(), column, found.score)


def _store(
    batch: Iterable[tuple[FollowUp, CustomerWords]],
    proposed: Iterable[Sequence[Proposal]],
    signals: Iterable[Sequence[BuyingSignal]],
    taught: Lessons,
) -> list[list[BuyingSignal]]:
    """Store what is new, change what is said in other words now, drop what is not said any more."""
    changes = Changes()
    now = []
    for (row, words), proposals, before in zip(batch, proposed, signals, strict=True):
        allowed = [it for it in proposals if it.words and taught.lets_pass(it.label, it.words, it.score)]
        now.append(changes.merge(row, words, allowed, before))
    changes.store()
    return now


@dataclass(slots=True)
class Changes:
    """What is to be written for a batch of rows."""

    fresh: list[BuyingSignal] = field(default_factory=list)
    changed: list[BuyingSignal] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    def merge(
        self, row: FollowUp, words: CustomerWords, proposals: Iterable[Proposal], before: Sequence[BuyingSignal]
    ) -> list[BuyingSignal]:
        """Note what changes in one row; returns its signals as they will be."""
        # decided on by a person, or proposed by another engine: what we find now says nothing about them
        others = [it for it in before if it.state != SignalState.NEW or it.engine]
        waiting = {(it.type, it.polarity): it for it in before if it.state == SignalState.NEW and not it.engine}
        now = [it for it in others if it.state != SignalState.NEW or it.evidence in words.text]
        for proposal in proposals:
            if _is_known(proposal, others):
                continue
            signal = waiting.get(proposal.label)
            if signal is None:
                signal = new_signal(row, proposal.label, proposal.words, proposal.column, proposal.score)
                self.fresh.append(signal)
            elif (signal.evidence, signal.column) != (proposal.words, proposal.column):
                signal.evidence, signal.column, signal.score = proposal.words, proposal.column, proposal.score
                self.changed.append(signal)
            now.append(signal)
        self.gone += [it.pk for it in before if it not in now]
        return now

    def store(self) -> None:
        """Write it."""
        if self.gone:
            BuyingSignal.objects.filter(pk__in=self.gone).delete()
        BuyingSignal.objects.bulk_update(self.changed, ["evidence", "column", "score"])
        insert_all(self.fresh)


def _is_known(proposal: Proposal, others: Iterable[BuyingSignal]) -> bool:
    """Tell whether one of the others says the same in the same words, or in words around or within them."""
    return any(
        (it.type, it.polarity) == proposal.label and (it.evidence in proposal.words or proposal.words in it.evidence)
        for it in others
    )


def _customers(rows: Iterable[FollowUp]) -> dict[int, str]:
    """Return the name of the customer by project; asked for only where a row came without its project."""
    found: dict[int, str] = {}
    asked: set[int] = set()
    for row in rows:
        if FollowUp.project.is_cached(row):
            found[row.project_id] = row.project.customer.name if row.project.customer else ""
        else:
            asked.add(row.project_id)
    return found | (customer_names(asked) if asked else {})


def _day_of(row: FollowUp) -> date:
    return row.happened_on or timezone.localdate(row.logged_at)
