"""The weekly meeting of the demo data: the department's, five working days before today, with what it decided."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from genjin.core import clock
from genjin.meetings.models import AgendaItem, Meeting, MeetingDecision, MeetingScope
from genjin.meetings.operations.decisions import decide, finish_decision
from genjin.meetings.operations.meetings import end_meeting, start_meeting, write_notes
from genjin.meetings.operations.screens import turn_to
from genjin.meetings.queries.scopes import Scope
from genjin.meetings.reading import read_decision
from genjin.people.models import User
from genjin.people.queries.people import names_of_people

HELD: Final = -5
CHECKED: Final = -2
"""Working days before today on which the meeting was held, and some of its decisions were done."""
BEGAN: Final = time(9, 30)
EACH: Final = timedelta(minutes=3, seconds=20)
DECIDED: Final[Mapping[str, tuple[str, ...]]] = {
    "MES 二期": ("让李娜周五前给出分期报价", "张伟本周五前见到生产副总", "不主动降价，先谈三年总成本"),
    "6号线综合监控": ("质保期最多让到三年", "由张伟下周三前约集团采购谈付款节点"),
    "一网统管平台": ("让李娜下周三前补一版等保测评说明",),
    "数据中台": ("张伟周四前拿到法务的合同意见",),
    "风电场集控中心": ("请王磊下周一前安排样板场站参观",),
}
DONE: Final = ("让李娜周五前给出分期报价", "质保期最多让到三年", "张伟周四前拿到法务的合同意见")
NOTES: Final = "下周一照常开会；季度末前每周核一次付款节点。"


def tell_meeting(offset: int, day: date, people: Mapping[str, User]) -> None:
    """Do what belongs to the meeting on the morning of a working day before today."""
    if offset == HELD:
        _hold(day, people)
    elif offset == CHECKED:
        with clock.stopped_at(_at(day)):
            for decision in MeetingDecision.objects.filter(content__in=DONE).select_related("meeting", "project"):
                finish_decision(decision, by=people["zhangwei"])


def _hold(day: date, people: Mapping[str, User]) -> None:
    chair = people["chenjing"]
    department = chair.managed_departments.order_by("pk").first()
    if department is None:
        return
    moment = _at(day)
    with clock.stopped_at(moment):
        there = [people[name] for name in ("zhangwei", "wanglei", "lina")]
        scope = Scope(MeetingScope.DEPARTMENT, department=department)
        meeting = start_meeting(scope, by=chair, present=there, minutes_each=4)
    for item in AgendaItem.objects.filter(meeting=meeting).select_related("project__customer", "meeting__chair"):
        with clock.stopped_at(moment):
            turn_to(meeting, item, by=chair)
            _decide(item, chair)
        moment += EACH
    with clock.stopped_at(moment):
        write_notes(meeting, NOTES, seen="", by=chair)
        end_meeting(Meeting.objects.get(pk=meeting.pk), by=chair)


def _at(day: date) -> datetime:
    return datetime.combine(day, BEGAN, tzinfo=timezone.get_default_timezone())


def _decide(item: AgendaItem, chair: User) -> None:
    for words in DECIDED.get(item.project.name, ()):
        read = read_decision(words, reference=item.meeting.held_on, people=names_of_people())
        decide(item, words, by=chair, action=read if read.is_action else None)
