"""Telling the demo people what happened in the last days, as a worker would have done."""

from datetime import datetime, timedelta

from genjin.core import clock
from genjin.notifications.operations.fan_out import fan_out_events
from genjin.notifications.operations.reading import mark_read
from genjin.notifications.operations.reminders import raise_red_plans, remind_next_person
from genjin.notifications.queries.inbox import own_notifications
from genjin.people.queries.people import active_people

# what is older, people have read
STILL_UNREAD = timedelta(days=4)


def tell_demo_people(now: datetime) -> None:
    """Fan out the events, raise today's reminders, and let everybody have read what lies further back."""
    with clock.stopped_at(now):
        raise_red_plans()
        while fan_out_events() or remind_next_person():
            pass
        for person in active_people():
            mark_read(list(own_notifications(person).filter(told_at__lt=now - STILL_UNREAD)), by=person)
