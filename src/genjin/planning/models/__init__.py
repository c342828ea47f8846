"""The rows of the plan table, what their packed cells hold, and the goals and strategies of the plan."""

from genjin.planning.models.action import Action, Place, ResourceState
from genjin.planning.models.attachment import Attachment
from genjin.planning.models.buying_signal import (
    LONGEST_EVIDENCE,
    BuyingSignal,
    SignalPolarity,
    SignalSource,
    SignalState,
    SignalType,
)
from genjin.planning.models.follow_up import Channel, ContactResult, FollowUp
from genjin.planning.models.goal import Goal
from genjin.planning.models.objection import Objection, ObjectionCategory, ObjectionState
from genjin.planning.models.risk import Grade, Risk, RiskCategory, Trend
from genjin.planning.models.saved_view import SavedView
from genjin.planning.models.search_text import SearchText
from genjin.planning.models.strategy import Strategy, StrategyKind
from genjin.planning.models.value_sheet import SheetKind, ValueSheet

__all__ = [
    "LONGEST_EVIDENCE",
    "Action",
    "Attachment",
    "BuyingSignal",
    "Channel",
    "ContactResult",
    "FollowUp",
    "Goal",
    "Grade",
    "Objection",
    "ObjectionCategory",
    "ObjectionState",
    "Place",
    "ResourceState",
    "Risk",
    "RiskCategory",
    "SavedView",
    "SearchText",
    "SheetKind",
    "SignalPolarity",
    "SignalSource",
    "SignalState",
    "SignalType",
    "Strategy",
    "StrategyKind",
    "Trend",
    "ValueSheet",
]
