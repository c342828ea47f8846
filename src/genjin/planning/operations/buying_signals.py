"""What people say to decision signals: confirm, dismiss, mark by hand, and what was made of one."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import event_of, record, record_all
from genjin.activity.tracking import changes_between, values_of
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.people.models import User
from genjin.planning import policies
from genjin.planning.customer_words import customer_words
from genjin.planning.models import LONGEST_EVIDENCE, BuyingSignal, FollowUp, SignalState
from genjin.planning.operations.find_signals import new_signal
from genjin.planning.signal_kinds import KINDS, Label


@transaction.atomic
def add_signal(row: FollowUp, *, label: Label, words: str, by: User) -> BuyingSignal:
    """Mark words of the customer's by hand; what a person marks is confirmed. Records `signal.added`."""
    _refuse_unless_allowed(by, row)
    if row.is_deleted:
        raise WrongState(_("This row was deleted meanwhile; restore it first."))
    words = words.strip()
    if label not in KINDS:
        raise RuleBroken(_("Choose what the words are about, and whether they speak for us."), field="label")
    if not words:
        raise RuleBroken(_("Write the words that carry the signal, as they stand in the row."), field="evidence")
    if len(words) > LONGEST_EVIDENCE:
        raise RuleBroken(
            _("Take at most %(count)d characters: the shortest piece that carries it.") % {"count": LONGEST_EVIDENCE},
            field="evidence",
        )
    column = customer_words(row, row.objections.all()).column_of(words)
    if column is None:
        raise RuleBroken(_("These words do not stand in what the customer said in this row."), field="evidence")
    twin = row.signals.filter(type=label[0], polarity=label[1], evidence=words).first()
    if twin is not None:
        return twin if twin.state == SignalState.CONFIRMED else _decide(twin, SignalState.CONFIRMED, by)
    signal = new_signal(row, label, words, column)
    signal.state, signal.decided_at, signal.decided_by = SignalState.CONFIRMED, signal.found_at, by
    signal.save(force_insert=True)
    _after_deciding(signal)
    record("signal.added", signal, by=by, project_id=row.project_id, name=str(signal))
    return signal


def confirm_signal(signal: BuyingSignal, *, by: User) -> BuyingSignal:
    """Say that it is one. Records `signal.confirmed`."""
    return _decide(signal, SignalState.CONFIRMED, by)


def dismiss_signal(signal: BuyingSignal, *, reason: str = "", by: User) -> BuyingSignal:
    """Say that it is none; its words are not proposed again. Records `signal.dismissed`."""
    return _decide(signal, SignalState.DISMISSED, by, reason=reason.strip()[:200])


@transaction.atomic
def decide_signals(signals: Sequence[BuyingSignal], state: SignalState, *, by: User) -> list[BuyingSignal]:
    """Say the same to several new signals at once. Records `signal.confirmed` or `signal.dismissed` for each."""
    if not policies.can_log_of_all(by, (signal.project for signal in signals)):
        raise NotAllowed(_("You cannot change this row."))
    keys = [signal.pk for signal in signals]
    found = BuyingSignal.objects.filter(pk__in=keys, deleted_at=None, state=SignalState.NEW).order_by("pk")
    if connection.features.has_select_for_update:
        found = found.select_for_update()
    now = list(found)
    if len(now) != len(keys) or state == SignalState.NEW:
        raise WrongState(_("Somebody has just decided on this signal; nothing was changed."))
    events = []
    for signal in now:
        before = values_of(signal)
        signal.state, signal.decided_at, signal.decided_by = state, clock.now(), by
        changes = changes_between(before, values_of(signal))
        events.append(
            event_of(f"signal.{state}", signal, by=by, project_id=signal.project_id, name=str(signal), changes=changes)
        )
    BuyingSignal.objects.filter(pk__in=keys).update(state=state, decided_at=clock.now(), decided_by=by)
    rows = {signal.follow_up_id for signal in now}
    FollowUp.objects.filter(pk__in=rows).update(version=F("version") + 1)
    record_all(events)
    return now


def reopen_signal(signal: BuyingSignal, *, by: User) -> BuyingSignal:
    """Take the decision back. Records `signal.reopened`."""
    return _decide(signal, SignalState.NEW, by)


@transaction.atomic
def remember_outcome(signal: BuyingSignal, *, kind: str, pk: int, by: User) -> BuyingSignal:
    """Note what was made of a signal; one that was new is confirmed by it. Records `signal.taken_up`."""
    _refuse_unless_allowed(by, signal.follow_up)
    now = _locked(signal)
    if now.state != SignalState.CONFIRMED:
        now = _decide(now, SignalState.CONFIRMED, by)
    before = values_of(now)
    now.became = [*now.became, [kind, pk]]
    now.save(update_fields=["became"])
    _after_deciding(now)
    changes = changes_between(before, values_of(now))
    record("signal.taken_up", now, by=by, project_id=now.project_id, name=str(now), changes=changes)
    return now


@transaction.atomic
def _decide(signal: BuyingSignal, state: SignalState, by: User, *, reason: str = "") -> BuyingSignal:
    _refuse_unless_allowed(by, signal.follow_up)
    now = _locked(signal)
    if now.state == state or (now.state != signal.state):
        raise WrongState(_("Somebody has just decided on this signal; nothing was changed."))
    before = values_of(now)
    now.state, now.reason = state, reason
    is_open = state == SignalState.NEW
    now.decided_at, now.decided_by = (None, None) if is_open else (clock.now(), by)
    now.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    _after_deciding(now)
    verb = "reopened" if is_open else str(state)
    changes = changes_between(before, values_of(now))
    record(f"signal.{verb}", now, by=by, project_id=now.project_id, name=str(now), changes=changes)
    return now


def _locked(signal: BuyingSignal) -> BuyingSignal:
    """Return the signal as it stands now, kept from other writers until the transaction ends."""
    rows = BuyingSignal.objects.filter(pk=signal.pk, deleted_at=None).select_related("follow_up", "project")
    if connection.features.has_select_for_update:  # SQLite's transaction already is the only writer
        rows = rows.select_for_update(of=("self",))
    found = rows.first()
    if found is None:
        raise WrongState(_("The words of this signal were changed or deleted meanwhile."))
    return found


def _refuse_unless_allowed(by: User, row: FollowUp) -> None:
    if not policies.can_log(by, row.project):
        raise NotAllowed(_("You cannot change this row."))


def _after_deciding(signal: BuyingSignal) -> None:
    """Let the row be drawn anew: it shows its signals."""
    FollowUp.objects.filter(pk=signal.follow_up_id).update(version=F("version") + 1)
