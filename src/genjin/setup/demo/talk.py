"""What the people of the demo data say to each other about their plans, in the last days before today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Manager

from genjin.conversation.kinds import Thing
from genjin.conversation.models import Thread
from genjin.conversation.operations.comments import open_thread, reply
from genjin.conversation.operations.private_notes import keep_note
from genjin.conversation.operations.threads import resolve_thread
from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.pipeline.models import Project
from genjin.planning.models import Action, Objection, Risk

Said = tuple[int, str, str]  # working days before today, who, and what


@dataclass(frozen=True, slots=True)
class Talk:
    """One thread: which project or customer, which line of it (by its beginning), and what was said."""

    owner: str
    kind: type[Project | Customer | Action | Objection | Risk]
    line: str
    said: Sequence[Said]
    resolved: tuple[int, str] | None = None


TALKS = (
    Talk(
        "MES 二期",
        Risk,
        "友商低价",
        (
            (-3, "zhangwei", "友商昨天又降了8%。@陈静 三年维保能不能算进总价里一起比？"),
            (-2, "chenjing", "可以，按三年总成本比，不跟他比首年报价。@李娜请更新价值测算。"),
            (-1, "lina", "已更新：三年总成本低 11%，主要差在停线损失。@张伟 周三之前带给刘总。"),
        ),
    ),
    Talk(
        "MES 二期",
        Action,
        "演示环境导入产线数据",
        (
            (-3, "lina", "产线数据要脱敏，@张伟 问一下信息科谁签字。"),
            (-2, "zhangwei", "孙工签，邮件已发。"),
        ),
        resolved=(-1, "lina"),
    ),
    Talk(
        "数据中台",
        Objection,
        "验收标准写得不细",
        ((-2, "chenjing", "@李娜 附件里按系统列验收项，写法可以参考澜江的合同。"),),
    ),
    Talk(
        "6号线综合监控",
        Project,
        "",
        ((-1, "zhangwei", "预付款这一条我顶不住了。@陈静 能不能由你约总经理？"),),
    ),
    Talk(
        "华东精密制造集团",
        Customer,
        "",
        ((-3, "chenjing", "集团年底换信息化负责人，两个项目都留意新人的背景。"),),
    ),
)
NOTES = ((-2, "zhangwei", "MES 二期", "刘总私下说，调岗之前想把合同签掉。先不写进周报。"),)


class Talking:
    """What was said so far."""

    def __init__(self, people: Mapping[str, User]) -> None:
        self._people = people
        self._threads: dict[Talk, Thread] = {}

    def tell(self, offset: int) -> None:
        """Say what was said on this working day."""
        for talk in TALKS:
            for on, username, text in talk.said:
                if on == offset:
                    self._say(talk, text, self._people[username])
            if talk.resolved and talk.resolved[0] == offset:
                resolve_thread(self._threads[talk], by=self._people[talk.resolved[1]])
        for on, username, project, text in NOTES:
            if on == offset:
                keep_note(Project.objects.get(name=project), text, by=self._people[username])

    def _say(self, talk: Talk, text: str, by: User) -> None:
        if talk in self._threads:
            reply(self._threads[talk], text, by=by)
        else:
            self._threads[talk] = open_thread(_thing(talk), text, by=by).thread


def _thing(talk: Talk) -> Thing:
    things: Manager[Any] = talk.kind._default_manager
    if talk.kind in {Project, Customer}:
        found: Thing = things.get(name=talk.owner)
    else:
        found = things.filter(project__name=talk.owner, content__startswith=talk.line).latest("pk")
    return found
