"""The rows of the plan table and what their packed cells hold."""

from genjin.planning.models.action import Action, Place
from genjin.planning.models.follow_up import FollowUp
from genjin.planning.models.objection import Objection
from genjin.planning.models.risk import Risk
from genjin.planning.models.saved_view import SavedView
from genjin.planning.models.search_text import SearchText

__all__ = ["Action", "FollowUp", "Objection", "Place", "Risk", "SavedView", "SearchText"]
