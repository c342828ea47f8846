"""Threads with their comments and mentions, who watches what, and private notes."""

from genjin.conversation.models.comment import Comment
from genjin.conversation.models.mention import Mention
from genjin.conversation.models.placed import LONGEST_TEXT, LONGEST_TITLE, Placed
from genjin.conversation.models.private_note import PrivateNote
from genjin.conversation.models.thread import Thread
from genjin.conversation.models.watch import Watch

__all__ = ["LONGEST_TEXT", "LONGEST_TITLE", "Comment", "Mention", "Placed", "PrivateNote", "Thread", "Watch"]
