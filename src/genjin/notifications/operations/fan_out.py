"""Reading what happened and telling it to people: claim, notifications and envelopes in one transaction."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import translation

from genjin.activity.models import ActivityEvent
from genjin.conversation.models import Comment
from genjin.core import clock
from genjin.customers.models import Customer
from genjin.notifications.audience import Audience
from genjin.notifications.from_events import SETTLING, TELLERS, UNSAID, news_of, words_of
from genjin.notifications.models import Channel, Notification, NotificationLine, Topic
from genjin.notifications.news import News
from genjin.notifications.operations.robots import harmless, queue_post
from genjin.notifications.operations.tell import tell
from genjin.notifications.topics import GROUP_TOPICS, OF_OPEN_ACTIONS
from genjin.notifications.wording import line_words
from genjin.people.models import User
from genjin.people.queries.departments import departments_above
from genjin.pipeline.models import Project

logger = logging.getLogger(__name__)
# few at a time: the transaction holds SQLite's one writer
BATCH = 25
MANY = 5000
# where no worker ran for so long, what happened meanwhile is history
FRESH = timedelta(days=14)
READ = {*TELLERS, *UNSAID, *SETTLING}


def fan_out_events() -> bool:
    """Tell of some of the events that nobody was told of yet; tell whether there were any.

    An event is claimed by its row, not by its number: one that is committed late is found like any other.
    """
    waiting = ActivityEvent.objects.filter(fanned_out_at=None)
    if not waiting.exists():  # look first: an idle worker never takes SQLite's write lock
        return False
    found = _pass_over()
    with transaction.atomic():
        events = _claimed()
        tell_all([news for event in events for news in event])
    return bool(found or events)


def _pass_over() -> int:
    """Mark the events that there is nothing to tell of."""
    waiting = ActivityEvent.objects.filter(fanned_out_at=None)
    dull = waiting.exclude(kind__in=READ, at__gte=clock.now() - FRESH)
    pks = list(dull.values_list("pk", flat=True)[:MANY])
    return ActivityEvent.objects.filter(pk__in=pks, fanned_out_at=None).update(fanned_out_at=clock.now()) if pks else 0


def _claimed() -> list[Sequence[News]]:
    """Claim the first events that wait and return what each of them tells; one that another worker holds is left."""
    events = ActivityEvent.objects.filter(fanned_out_at=None, kind__in=READ).order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        events = events.select_for_update(skip_locked=True, of=("self",))
    batch = list(events[:BATCH])
    ActivityEvent.objects.filter(pk__in=[event.pk for event in batch]).update(fanned_out_at=clock.now())
    audiences = _audiences(batch)
    return [_told_of(event, audiences[event.project_id, event.customer_id]) for event in batch]


def _told_of(event: ActivityEvent, audience: Audience) -> Sequence[News]:
    """Return what an event tells; one that cannot be told holds up none of the others."""
    try:
        with transaction.atomic():
            if event.kind in UNSAID:
                _say_again(event)
            if event.kind in SETTLING:
                _settle(event)
            return news_of(event, audience)
    except (OperationalError, InterfaceError):  # the database is away, which is no fault of the event's
        raise
    except Exception:
        logger.exception("Event %s (%s) cannot be told", event.pk, event.kind)
        return []


def _settle(event: ActivityEvent) -> None:
    """Mark as read what asked for an action that is closed or postponed, unless something else was said about it."""
    about = Notification.objects.filter(subject_type="action", subject_id=event.target_id, read_at=None)
    others = NotificationLine.objects.filter(notification=OuterRef("pk")).exclude(topic__in=OF_OPEN_ACTIONS)
    about.filter(~Exists(others)).update(read_at=clock.now())


def _say_again(event: ActivityEvent) -> None:
    """Let lines of a comment that was changed or deleted say what it says now: its words live in its thread alone."""
    pk = event.detail.get("comment")
    told = NotificationLine.objects.filter(key__in=[f"comment:{pk}", f"comment:{pk}:mention"])
    about = told.filter(notification__subject_type=event.target_type, notification__subject_id=event.target_id)
    about.update(detail=words_of(Comment.objects.filter(pk=pk, deleted_at=None).first()))


def _audiences(events: Sequence[ActivityEvent]) -> dict[tuple[int | None, int | None], Audience]:
    places = {(event.project_id, event.customer_id) for event in events}
    with_stage = Project.objects.select_related("stage", "customer")
    projects = with_stage.in_bulk({project for project, _customer in places if project is not None})
    customers = Customer.objects.in_bulk({customer for _project, customer in places if customer is not None})
    return {
        (project, customer): Audience(projects.get(project or 0), customers.get(customer or 0) if not project else None)
        for project, customer in places
    }


def tell_all(news: Sequence[News]) -> None:
    """Tell people and, where a group asked for it, its chat; inside the caller's transaction."""
    tell(news)
    for it in news:
        if it.topic in GROUP_TOPICS and it.project_id is not None:
            _post(it, it.project_id)


def _post(news: News, project_id: int) -> None:
    channels = [
        channel
        for channel in Channel.objects.filter(person=None, is_active=True).select_related("department")
        if news.topic in channel.topics
    ]
    project = Project.objects.select_related("customer", "owner").filter(pk=project_id).first()
    if not channels or project is None:
        return
    above = departments_above([project.owner.department_id if project.owner else None])
    for channel in channels:
        if channel.department_id is None or channel.department_id in above:
            with translation.override(channel.language):
                queue_post(channel, harmless(str(project)), harmless(_words(news)), project_id=project.pk)


def _words(news: News) -> str:
    by = User.objects.filter(pk=news.by_id).first() if news.by_id else None
    return line_words(NotificationLine(topic=Topic(news.topic), by=by, detail=dict(news.detail)))
