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

    @property
    def words(self) -> str:
        """Return it as the plan table writes it."""
        who = "/".join(part for part in (self.owner_words, self.due_on.isoformat() if self.due_on else "") if part)
        return f"{self.content}（{who}）" if who else self.content


def read_decisions(text: str, *, reference: date, people: Collection[str]) -> list[tuple[str, ReadDecision]]:
    """Return what a text decides, each with the words to keep: one by one where it lists several things to do.

    1. 报价（李娜/周五） 2. 不降价 is two, and so is 让李娜周五前给报价，让张伟出方案. Of a sentence all words are kept
    with its first; a list in which nothing names a doer or a day is one decision.
    """
    words = text.strip()
    items = [one for one in _items(words, reference, people) if one.content]
    if len(items) > 1 and any(one.is_action for one in items):
        return [(one.words, one) for one in items]
    steps = [one for one in _steps(words, reference, people) if one.content]
    if len(steps) > 1 and all(one.is_action and _is_of_us(one, people) for one in steps):
        return [(words if place == 0 else one.words, one) for place, one in enumerate(steps)]
    return [(words, read_decision(words, reference=reference, people=people))]


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
    items = _items(words, reference, people)
    if len(items) == 1 and items[0].content and (_is_of_us(items[0], people) or words.endswith(CLOSING)):
        yield items[0]


def _as_note(words: str, reference: date, people: Collection[str]) -> Iterable[ReadDecision]:
    steps = _steps(words, reference, people)
    if len(steps) == 1 and steps[0].content and _is_of_us(steps[0], people):
        yield steps[0]


def _items(words: str, reference: date, people: Collection[str]) -> list[ReadDecision]:
    items = read_action_items(words, reference=reference, people=people, tense="future")
    return [ReadDecision(item.content.strip(), item.owner or "", item.due) for item in items]


def _steps(words: str, reference: date, people: Collection[str]) -> list[ReadDecision]:
    steps = read_note(words, today=reference, customers=[], people=list(people)).next_steps
    return [
        ReadDecision(step.content.strip(), step.owner.value if step.owner else "", step.due.value if step.due else None)
        for step in steps
    ]


def _is_of_us(read: ReadDecision, people: Collection[str]) -> bool:
    """Tell whether every name in the doer's words is one of ours, as it is where there is none."""
    owner = read.owner_words
    if not owner or owner in people:
        return True
    names = "".join(" " if character in BETWEEN_NAMES else character for character in owner).split()
    return bool(names) and all(name in people for name in names)
