"""How soon people hear of each topic unless they choose otherwise: little noise, and nothing of moment missed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genjin.notifications.models import Pace, Preference, Topic, Way

_OFF, _NOW, _DAILY = Pace.OFF, Pace.NOW, Pace.DAILY


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """Topics that stand together on the page of preferences, with their defaults in the product and outside."""

    title: Promise
    topics: Mapping[Topic, tuple[Pace, Pace]]


GROUPS = (
    TopicGroup(
        _("My actions"),
        {
            Topic.ACTION_ASSIGNED: (_NOW, _NOW),
            Topic.ACTION_DUE: (_NOW, _DAILY),
            Topic.ACTION_OVERDUE: (_NOW, _DAILY),
            Topic.NEXT_STEP_CLOSED: (_NOW, _OFF),
        },
    ),
    TopicGroup(_("Conversation"), {Topic.MENTION: (_NOW, _NOW), Topic.COMMENT: (_NOW, _DAILY)}),
    TopicGroup(
        _("Decision signals"),
        {
            Topic.SIGNAL_FOUND: (_NOW, _OFF),
            Topic.SIGNAL_UNANSWERED: (_NOW, _NOW),
            Topic.SIGNAL_CONFIRMED: (_NOW, _NOW),
        },
    ),
    TopicGroup(
        _("My projects"),
        {
            Topic.HANDED_OVER: (_NOW, _NOW),
            Topic.STAGE_MOVED: (_NOW, _DAILY),
            Topic.PROJECT_ENDED: (_NOW, _DAILY),
            Topic.HEALTH_RED: (_NOW, _DAILY),
            Topic.NO_NEXT_STEP: (_NOW, _DAILY),
            Topic.FOLLOW_UP: (_NOW, _OFF),
        },
    ),
)
# whoever owns a channel has to hear that it no longer works; that is no matter of taste
ALWAYS = {Topic.CHANNEL_OFF: (_NOW, _OFF)}
DEFAULTS: Mapping[Topic, tuple[Pace, Pace]] = {
    topic: paces for group in GROUPS for topic, paces in group.topics.items()
} | ALWAYS
# what may be told to the chat of a group
GROUP_TOPICS = (Topic.PROJECT_ENDED, Topic.STAGE_MOVED, Topic.HEALTH_RED, Topic.SIGNAL_CONFIRMED)
# what these told of is settled once the action is closed or its day moves
OF_OPEN_ACTIONS = (Topic.ACTION_ASSIGNED, Topic.ACTION_DUE, Topic.ACTION_OVERDUE)
# news of these topics by the same person are counted in one line
COUNTED = frozenset({Topic.FOLLOW_UP})


def pace_of(preference: Preference, topic: Topic, way: Way) -> Pace:
    """Return how soon a person hears of a topic on one way; what is off in the product is off everywhere."""
    inside, outside = DEFAULTS[topic]
    if topic in ALWAYS:
        return inside if way == Way.PRODUCT else outside
    if way != Way.PRODUCT and (preference.chosen_pace(topic, Way.PRODUCT) or inside) == Pace.OFF:
        return Pace.OFF
    return preference.chosen_pace(topic, way) or (inside if way == Way.PRODUCT else outside)
