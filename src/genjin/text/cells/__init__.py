"""Packed cells: text to items and back, ``read(write(items)) == items``."""

from genjin.text.cells.actions import read_action_items
from genjin.text.cells.answers import read_answered_items
from genjin.text.cells.items import ActionItem, AnsweredItem
from genjin.text.cells.splitting import Piece, split_items
from genjin.text.cells.writing import write_action_items, write_answered_items

__all__ = [
    "ActionItem",
    "AnsweredItem",
    "Piece",
    "read_action_items",
    "read_answered_items",
    "split_items",
    "write_action_items",
    "write_answered_items",
]
