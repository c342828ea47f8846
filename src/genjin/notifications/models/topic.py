"""What people are told about, where, and how soon: the words that preferences are made of."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Topic(models.TextChoices):
    """A kind of thing that one may want to hear of, or not."""

    ACTION_ASSIGNED = "action_assigned", _("An action is given to me")
    ACTION_DUE = "action_due", _("An action of mine is due today")
    ACTION_OVERDUE = "action_overdue", _("An action of mine is overdue")
    NEXT_STEP_CLOSED = "next_step_closed", _("Somebody closes an action of my projects")
    MENTION = "mention", _("Somebody mentions me")
    COMMENT = "comment", _("A comment in my projects")
    SIGNAL_FOUND = "signal_found", _("A decision signal is found in my projects")
    SIGNAL_UNANSWERED = "signal_unanswered", _("A signal against us waits for an answer")
    SIGNAL_CONFIRMED = "signal_confirmed", _("A grave signal against us is confirmed")
    STAGE_MOVED = "stage_moved", _("A project moves to another stage")
    PROJECT_ENDED = "project_ended", _("A project is won, lost, shelved or given up")
    HEALTH_RED = "health_red", _("The health of a plan turns red")
    FOLLOW_UP = "follow_up", _("Somebody else logs a follow-up of my project")
    NO_NEXT_STEP = "no_next_step", _("A plan of mine has no next step")
    HANDED_OVER = "handed_over", _("A project is handed over to me, or I join its team")
    CHANNEL_OFF = "channel_off", _("A channel was switched off")


class Way(models.TextChoices):
    """Where somebody is told."""

    PRODUCT = "product", _("In Genjin")
    EMAIL = "email", _("By e-mail")
    WEBHOOK = "webhook", _("By my own webhooks")


class Pace(models.TextChoices):
    """How soon."""

    OFF = "off", pgettext_lazy("notification", "Not")
    NOW = "now", pgettext_lazy("notification", "At once")
    DAILY = "daily", pgettext_lazy("notification", "In the daily digest")
