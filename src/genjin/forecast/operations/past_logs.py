"""Bringing in what another system knows of past deals, and taking it away again."""

from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from genjin.activity.record import record
from genjin.core import clock
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.core.storable import storable_text
from genjin.forecast import policies
from genjin.forecast.engine.reading import decoded, read_history
from genjin.forecast.engine.wrong import WrongHistory
from genjin.forecast.foreign import Meanings, as_csv, read_table
from genjin.forecast.models import PastLog
from genjin.forecast.queries.past_logs import deals_of, stage_names
from genjin.forecast.wording import sentence_about
from genjin.people.models import User

LARGEST: Final = 20 * 1024 * 1024


def bring_history(name: str, data: bytes, *, by: User) -> PastLog:
    """Keep a CSV file: one in the form of the contract, with our stages, is learnt from at once; another is a draft.

    Refuses a file that is too large or no table, with row and column. Records `past_log.brought` once learnt from.
    """
    if not policies.can_bring_history(by):
        raise NotAllowed(_("Only an administrator brings in a history."))
    if len(data) > LARGEST:
        raise RuleBroken(_("The file is larger than 20 MB; bring it in parts."), field="file")
    try:
        table = read_table(data)
        text = storable_text(decoded(data))
        is_ours = table.is_contract and set(read_history(text.encode()).stages) <= set(stage_names())
    except WrongHistory as refusal:
        raise RuleBroken(sentence_about(refusal), field="file") from refusal
    log = PastLog(name=storable_text(name)[:200], content=text, is_draft=True, added_at=clock.now(), by=by)
    log.deals = log.closed = 0
    if is_ours:
        return _learnt_from(log, text, by)
    log.save()
    return log


def map_history(
    log: PastLog, columns: Mapping[str, int], meanings: Meanings, *, by: User, leave_out: bool = False
) -> PastLog:
    """Turn a draft into a history by saying what its columns (`foreign.FIELDS`; -1 for none) and its words are.

    Rows that cannot be read are refused with row and column, and nothing is kept; with `leave_out` only they are not
    kept. Records `past_log.brought`.
    """
    if not policies.can_bring_history(by):
        raise NotAllowed(_("Only an administrator brings in a history."))
    if not log.is_draft:
        raise WrongState(_("This history has been brought in already."))
    try:
        deals = deals_of(read_table(log.content.encode()), columns, meanings)
    except WrongHistory as refusal:
        raise RuleBroken(sentence_about(refusal), field="columns") from refusal
    if deals.wrong and not (leave_out and deals.rows):
        raise RuleBroken(sentence_about(deals.wrong[0]), field="columns")
    return _learnt_from(log, as_csv(iter(deals.rows)), by)


@transaction.atomic
def forget_history(log: PastLog, *, by: User) -> None:
    """Take a history away; the next reckoning no longer learns from it. Records `past_log.forgotten`."""
    if not policies.can_bring_history(by):
        raise NotAllowed(_("Only an administrator brings in a history."))
    record("past_log.forgotten", log, by=by, name=log.name, deals=log.deals)
    log.delete()


def _learnt_from(log: PastLog, text: str, by: User) -> PastLog:
    try:
        history = read_history(text.encode())
    except WrongHistory as refusal:
        raise RuleBroken(sentence_about(refusal), field="file") from refusal
    past = history.until(int(history.at.max(initial=0)))
    log.content, log.is_draft = text, False
    log.deals, log.closed = len(past.names), int(past.is_closed.sum())
    with transaction.atomic():
        log.save()
        record("past_log.brought", log, by=by, name=log.name, deals=log.deals, closed=log.closed)
    return log
