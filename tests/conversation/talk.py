"""One thing of every kind that may be talked about, and who sees it."""

from genjin.conversation.kinds import Thing
from genjin.pipeline.models import Stakeholder
from genjin.pipeline.operations.entries import add_entry
from genjin.planning.models import Goal
from genjin.text.cells import ActionItem, AnsweredItem
from tests.cast import Cast

READERS = ("ling", "bo", "max", "root", "ada")
WRITERS = ("ling", "bo", "max", "root")


def things(cast: Cast) -> dict[str, Thing]:
    """Return one of each kind, all of the cast's project and customer."""
    row = cast.log(
        goal="完成访谈",
        next_steps=[ActionItem("提交方案", "李娜", None)],
        objections=[AnsweredItem("价格太高", None)],
        risks=[AnsweredItem("对手低价", None)],
    )
    return {
        "followup": row,
        "action": row.actions.get(),
        "objection": row.objections.get(),
        "risk": row.risks.get(),
        "stakeholder": add_entry(Stakeholder(project=cast.project, placeholder="财务总监"), by=cast.ling),
        "goal": add_entry(Goal(project=cast.project, content="进入短名单"), by=cast.ling),
        "project": cast.project,
        "customer": cast.customer,
    }
