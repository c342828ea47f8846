"""Writing the packed cells of rows: actions, objections and risks.

Rewriting a cell returns what its items were before, so that the row's event can tell of any earlier day.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from genjin.activity.tracking import Was, new_rows, values_of, was
from genjin.core.insertion import insert_all
from genjin.people.models import User
from genjin.people.queries.people import people_by_name
from genjin.planning.columns import actions_at
from genjin.planning.models import Action, FollowUp, Objection, Place, Risk
from genjin.text.cells import ActionItem, AnsweredItem

BETWEEN_NAMES = re.compile(r"[、,，/／&＆;；+|\s]+")
FROM_CELL = ("position", "owner_words", "due_on")
FEW_NAMES = 200  # more are looked up faster among everybody
Kind = TypeVar("Kind", Objection, Risk)


def named_people(owner_words: str, people: Mapping[str, User]) -> list[User]:
    """Return those of us whom a doer's words name."""
    names = dict.fromkeys([owner_words, *BETWEEN_NAMES.split(owner_words)])
    return [people[name] for name in names if name in people]


def people_named(owner_words: Iterable[str]) -> dict[str, User]:
    """Return, by name, those of us whom the doers' words of some actions may name."""
    names = {name for words in owner_words if words for name in (words, *BETWEEN_NAMES.split(words))}
    return people_by_name(names if len(names) <= FEW_NAMES else None)


def new_actions(row: FollowUp, place: Place, items: Iterable[ActionItem]) -> list[Action]:
    """Return the actions of one cell, not stored yet."""
    return [
        Action(
            follow_up_id=row.pk,
            project_id=row.project_id,
            place=place,
            position=position,
            content=item.content,
            owner_words=item.owner or "",
            due_on=item.due,
        )
        for position, item in enumerate(items, 1)
    ]


def new_answered(kind: type[Kind], row: FollowUp, items: Iterable[AnsweredItem]) -> list[Kind]:
    """Return the objections or risks of one cell, not stored yet."""
    return [
        kind(
            follow_up_id=row.pk,
            project_id=row.project_id,
            position=position,
            content=item.content,
            response=item.response or "",
        )
        for position, item in enumerate(items, 1)
    ]


def store_actions(actions: Sequence[Action], people: Mapping[str, User]) -> None:
    """Store new actions and who of us does them."""
    insert_all(actions)
    link_doers(actions, people)


def link_doers(actions: Iterable[Action], people: Mapping[str, User]) -> None:
    """Store who of us does each action, by the names in its words."""
    link = Action.doers.through
    insert_all(
        [
            link(action_id=action.pk, user_id=person.pk)
            for action in actions
            for person in named_people(action.owner_words, people)
        ]
    )


def rewrite_actions(row: FollowUp, place: Place, items: Sequence[ActionItem]) -> list[Was]:
    """Make the cell hold exactly these items; an item whose content stays keeps its row and whether it is done."""
    people = people_named(item.owner or "" for item in items)
    left = actions_at(row, place)
    before = [was(entry, values_of(entry)) for entry in left]
    moved: list[Action] = []
    others_do: list[Action] = []
    fresh: list[Action] = []
    for wanted in new_actions(row, place, items):
        match = next((entry for entry in left if entry.content == wanted.content), None)
        if match is None:
            fresh.append(wanted)
            continue
        left.remove(match)
        if match.owner_words != wanted.owner_words:
            others_do.append(match)
        if any(getattr(match, name) != getattr(wanted, name) for name in FROM_CELL):
            moved.append(match)
        match.position, match.owner_words, match.due_on = wanted.position, wanted.owner_words, wanted.due_on
    if left:
        row.actions.filter(pk__in=[entry.pk for entry in left]).delete()
    if moved:
        Action.objects.bulk_update(moved, FROM_CELL)
    if others_do:
        Action.doers.through.objects.filter(action__in=others_do).delete()
        link_doers(others_do, people)
    store_actions(fresh, people)
    return before + new_rows(fresh)


def rewrite_answered(kind: type[Kind], row: FollowUp, items: Sequence[AnsweredItem]) -> list[Was]:
    """Make the cell hold exactly these items; an item whose content stays keeps its row."""
    left = list(kind._default_manager.filter(follow_up=row))
    before = [was(entry, values_of(entry)) for entry in left]
    kept = []
    fresh = []
    for wanted in new_answered(kind, row, items):
        match = next((entry for entry in left if entry.content == wanted.content), None)
        if match is None:
            fresh.append(wanted)
            continue
        left.remove(match)
        match.position, match.response = wanted.position, wanted.response
        kept.append(match)
    if left:
        kind._default_manager.filter(pk__in=[entry.pk for entry in left]).delete()
    kind._default_manager.bulk_update(kept, ["position", "response"])
    insert_all(fresh)
    return before + new_rows(fresh)
