"""Module 四: the follow-up records, newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from genjin.planning.columns import objections_of
from genjin.planning.models import Attachment, BuyingSignal, FollowUp, Objection
from genjin.web.attachments.list_data import AttachmentList, attachment_list
from genjin.web.formats import short_day
from genjin.web.projects.project_page import ProjectPage
from genjin.web.signals.marks import Mark, marks_of

MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Record:
    """One contact: when and how, who met whom, and what came of it."""

    row: FollowUp
    day: str
    channel: str
    ours: str
    theirs: str
    objections: Sequence[Objection]
    attachments: AttachmentList
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class Records:
    """The newest records; `count` is of all."""

    records: Sequence[Record]
    count: int


def records(page: ProjectPage) -> Records:
    """Return what the module shows."""
    rows, attachments = page.plan.of(FollowUp), page.plan.of(Attachment)
    shown = rows[:MOST_SHOWN]
    signals = list(page.signals.filter(follow_up__in=[row.pk for row in shown]))
    return Records([_record(row, page, attachments, signals) for row in shown], len(rows))


def _record(
    row: FollowUp, page: ProjectPage, attachments: Iterable[Attachment], signals: Iterable[BuyingSignal]
) -> Record:
    own = [entry for entry in attachments if entry.follow_up_id == row.pk]
    return Record(
        row=row,
        day=short_day(row.happened_on, page.today) if row.happened_on else "",
        channel=str(row.get_channel_display()) if row.channel else "",
        ours="、".join(map(str, getattr(row, "present_colleagues", []))),
        theirs="、".join(contact.name for contact in getattr(row, "present_contacts", [])),
        objections=objections_of(row),
        attachments=attachment_list(row.pk, own, may_edit=page.may_edit, as_it_stood=page.at is not None),
        marks=marks_of(signal for signal in signals if signal.follow_up_id == row.pk),
    )
