"""What is typed as a decision, read as an action where it names a doer or a day. Pure: no Django, no database."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from genjin.text.cells import read_action_items
from genjin.text.notes import read_note

BETWEEN_NAMES: Final = "、,，/／&＆;；+| "
CLOSING: Final = ("）", ")", "】", "]")


@dataclass(frozen=True, slots=True)
class ReadDecision:
    """A decision as it would stand in the plan: what, by whom (as written, "" for nobody), by when."""

    content: str
    owner_words: str = ""
    due_on: date | None = None

    @property
    def is_action(self) -> bool:
        """Tell whether it says who, or by when."""
        return bool(self.owner_words) or self.due_on is not None


def read_decision(text: str, *, reference: date, people: Collection[str]) -> ReadDecision:
    """Return what a decision asks for: 让李娜周五前给报价 is 给报价, 李娜, that Friday.

    `reference` is the day of the meeting, `people` are our own names: a doer of another name counts only in brackets,
    as in the plan table. Whatever cannot be told apart stays in the content; a list of several things is none.
    """
    words = text.strip()
    found = [ReadDecision(words), *_as_cell(words, reference, people), *_as_note(words, reference, people)]
    # of two that say as much the first one wins: the plan table's own way of writing
    return max(found, key=lambda read: (bool(read.owner_words) + (read.due_on is not None), -found.index(read)))


def _as_cell(words: str, reference: date, people: Collection[str]) -> Iterable[ReadDecision]:
    items = read_action_items(words, reference=reference, people=people, tense="future")
    if len(items) != 1 or not items[0].content.strip():
        return
    owner = items[0].owner or ""
    if not owner or _are_ours(owner, people) or words.endswith(CLOSING):
        yield ReadDecision(items[0].content.strip(), owner, items[0].due)


def _as_note(words: str, reference: date, people: Collection[str]) -> Iterable[ReadDecision]:
    steps = read_note(words, today=reference, customers=[], people=list(people)).next_steps
    if len(steps) != 1 or not steps[0].content.strip():
        return
    step = steps[0]
    owner = step.owner.value if step.owner else ""
    if not owner or _are_ours(owner, people):
        yield ReadDecision(step.content.strip(), owner, step.due.value if step.due else None)


def _are_ours(owner: str, people: Collection[str]) -> bool:
    """Tell whether every name in a doer's words is one of ours."""
    if owner in people:
        return True
    names = "".join(" " if character in BETWEEN_NAMES else character for character in owner).split()
    return bool(names) and all(name in people for name in names)
