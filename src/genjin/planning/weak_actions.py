"""What an action lacks to be one: who, by when, to whom, to what end (DOMAIN §2 E3, §9)."""

import re
from collections.abc import Sequence
from enum import Enum

from django.utils.translation import gettext_lazy as _

from genjin.planning.models import Action

# words that promise movement and name no deed
VAGUE = re.compile(
    r"(继续|持续|保持|及时|随时|定期|适时|密切|再)?"
    r"(跟进|跟踪|联系|沟通|关注|对接|推进|维护关系|等通知|等消息|等待|等回复|催|问问|看看|了解)"
    r"(一下|下|情况|进展|进度|客户|即可|看看|联系|沟通|中)*"
    r"|follow(ing)? up( again| with (the )?(customer|client))?"
    r"|keep in touch|stay in contact|wait for (news|reply)|ping",
    re.IGNORECASE,
)


class Lack(Enum):
    """Something that an action does not say."""

    DEED = _("what exactly is done")
    DOER = _("who does it")
    DAY = _("by when")
    RESULT = _("what is to come of it")


def is_vague(content: str) -> bool:
    """Tell whether the words name no deed: 跟进一下, 保持联系, 等通知."""
    return VAGUE.fullmatch(re.sub(r"[\s，。,.!！]+", " ", content).strip()) is not None


def lacks(action: Action) -> Sequence[Lack]:
    """Return what an open action lacks; the expected result is asked for only where the deed is not plain either."""
    if not action.is_open:
        return []
    vague = is_vague(action.content)
    found = [
        (Lack.DEED, vague),
        (Lack.DOER, not action.owner_words.strip()),
        (Lack.DAY, action.due_on is None),
        (Lack.RESULT, vague and not action.expected_result.strip()),
    ]
    return [lack for lack, is_missing in found if is_missing]
