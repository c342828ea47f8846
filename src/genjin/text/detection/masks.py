"""Names as signs: what is said of 王总 is said of 刘主任, and the customer's own name is no competitor's."""

import re
from collections.abc import Sequence

from genjin.text.name_words import DOUBLE, SURNAMES

# private use: no text has a meaning for them
CUSTOMER, COLLEAGUE, PERSON, COMPETITOR = "\ue000", "\ue001", "\ue002", "\ue003"

_TITLE = (
    "副总经理|总经理|董事长|副总裁|总裁|副总监|总监|副主任|主任|副处长|处长|副科长|科长|副部长|部长|副局长|局长"
    "|副院长|院长|副校长|校长|副行长|行长|副厂长|厂长|副经理|经理|所长|书记|站长|队长|组长|班长|老师|工程师|教授|专责"
    "|副总|总工|[总处科局院部工厂校](?![价体数量额包部署线程地期人])"
)
_PERSON = re.compile(f"(?:{DOUBLE}|[{SURNAMES}])(?:{_TITLE})|[老小][{SURNAMES}](?![区学型微组])")
_SHORTEST = 2


def masked(text: str, customer: str | None, people: Sequence[str], competitors: Sequence[str] = ()) -> str:
    """Return the text, as long as it was, with names as signs.

    Signs stand for the customer, our colleagues, known competitors and persons with a title.
    """
    for person in people:
        if person:
            text = text.replace(person, COLLEAGUE * len(person))
    if customer:
        text = _without_customer(text, customer)
    for name in sorted(competitors, key=len, reverse=True):
        if len(name) >= _SHORTEST:
            text = text.replace(name, COMPETITOR * len(name))
    return _PERSON.sub(lambda found: PERSON * len(found[0]), text)


def _without_customer(text: str, customer: str) -> str:
    """Replace the name and its beginnings, the way people shorten names: 津海港集团, 津海港."""
    for length in range(len(customer), _SHORTEST - 1, -1):
        text = text.replace(customer[:length], CUSTOMER * length)
    return text
