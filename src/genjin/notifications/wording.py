"""The words of a piece of news, in the language that is active: that of whoever reads it."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from genjin.notifications.models import Notification, NotificationLine, Topic
from genjin.pipeline.models import OutcomeKind
from genjin.planning.models import SignalPolarity, SignalType

Detail = Mapping[str, str]


def line_words(line: NotificationLine) -> str:
    """Return what happened, as a sentence without its full stop."""
    detail = {name: str(value) for name, value in line.detail.items()}
    values = {**detail, "by": str(line.by) if line.by else _("somebody"), "count": line.count}
    if line.topic == Topic.FOLLOW_UP:
        return ngettext("%(by)s logged %(count)s follow-up", "%(by)s logged %(count)s follow-ups", line.count) % values
    return WORDS[Topic(line.topic)](values)


def subject_words(notification: Notification) -> str:
    """Return what a notification is about: customer and project first, where it is a part of them."""
    owner = str(notification.project or notification.customer or "")
    name = notification.name
    if not name:
        return owner or str(notification)
    if owner and name.startswith(owner):  # a row is called after its project
        return name
    return f"{owner} · {name}" if owner else name


def _day(written: str) -> str:
    try:
        return formats.date_format(date.fromisoformat(written), pgettext("format of a day", "M j"))
    except ValueError:
        return written


def _assigned(values: Mapping[str, object]) -> str:
    due = str(values.get("due", ""))
    if due:
        return _("%(by)s gave it to you, due %(due)s") % {**values, "due": _day(due)}
    return _("%(by)s gave it to you") % values


def _overdue(values: Mapping[str, object]) -> str:
    return _("overdue since %(due)s") % {"due": _day(str(values.get("due", "")))}


def _closed(values: Mapping[str, object]) -> str:
    return (_("%(by)s cancelled it") if values.get("verb") == "cancelled" else _("%(by)s closed it")) % values


def _commented(values: Mapping[str, object]) -> str:
    return _("%(by)s commented: %(words)s") % values if values.get("words") else _("%(by)s commented") % values


def _mentioned(values: Mapping[str, object]) -> str:
    return _("%(by)s mentions you: %(words)s") % values if values.get("words") else _("%(by)s mentions you") % values


def _signal(values: Mapping[str, object]) -> str:
    kind, polarity = str(values.get("type", "")), str(values.get("polarity", ""))
    label = SignalType(kind).label if kind in SignalType.values else kind
    side = SignalPolarity(polarity).label if polarity in SignalPolarity.values else ""
    return _("%(label)s (%(side)s): “%(words)s”") % {"label": label, "side": side, "words": values.get("words", "")}


def _unanswered(values: Mapping[str, object]) -> str:
    return _("unanswered for %(hours)s hours: %(signal)s") % {**values, "signal": _signal(values)}


def _confirmed(values: Mapping[str, object]) -> str:
    return _("%(by)s confirmed: %(signal)s") % {**values, "signal": _signal(values)}


def _ended(values: Mapping[str, object]) -> str:
    kind = str(values.get("outcome", ""))
    outcome = OutcomeKind(kind).label if kind in OutcomeKind.values else kind
    return _("%(by)s ended the project: %(outcome)s") % {**values, "outcome": outcome}


def _handed_over(values: Mapping[str, object]) -> str:
    if values.get("team"):
        return _("%(by)s put you on the team") % values
    return _("%(by)s handed it over to you") % values


WORDS: Mapping[Topic, Callable[[Mapping[str, object]], str]] = {
    Topic.ACTION_ASSIGNED: _assigned,
    Topic.ACTION_DUE: lambda _values: pgettext("action", "due today"),
    Topic.ACTION_OVERDUE: _overdue,
    Topic.NEXT_STEP_CLOSED: _closed,
    Topic.MENTION: _mentioned,
    Topic.COMMENT: _commented,
    Topic.SIGNAL_FOUND: _signal,
    Topic.SIGNAL_UNANSWERED: _unanswered,
    Topic.SIGNAL_CONFIRMED: _confirmed,
    Topic.STAGE_MOVED: lambda values: _("%(by)s moved it to %(stage)s") % {"stage": "", **values},
    Topic.PROJECT_ENDED: _ended,
    Topic.HEALTH_RED: lambda values: _("the health of the plan turned red: %(score)s") % {"score": "", **values},
    Topic.NO_NEXT_STEP: lambda _values: _("the plan has no open next step"),
    Topic.HANDED_OVER: _handed_over,
    Topic.CHANNEL_OFF: lambda values: _("switched off after ten failures: %(error)s") % {"error": "", **values},
}
