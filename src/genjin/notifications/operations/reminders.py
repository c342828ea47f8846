"""Raising what no event tells of: what is due, what is overdue, plans without next step, signals left unanswered."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from genjin.core import clock
from genjin.health.models import PlanHealth
from genjin.notifications.audience import Audience
from genjin.notifications.from_events import GRAVE, SOON, about_signal
from genjin.notifications.models import Preference, RaisedReminder, Topic
from genjin.notifications.news import News
from genjin.notifications.operations.channels import offer_mails
from genjin.notifications.operations.fan_out import tell_all
from genjin.people.models import User
from genjin.people.queries.people import active_people
from genjin.pipeline.models import Project
from genjin.pipeline.queries.projects import is_ended
from genjin.planning.models import Action, BuyingSignal, SignalPolarity, SignalState
from genjin.planning.queries.due import due_actions
from genjin.planning.signal_kinds import KINDS

# an overdue action is told of on these days after its day; what is older stands on the page 今天 only
OVERDUE_DAYS = (1, 3, 7, 14, 30)
# a plan that nobody has touched for so long is asleep
ALIVE = timedelta(days=90)
MOST_PLANS = 20
# a signal that was found long before is told of no more
STILL_NEWS = timedelta(days=3)
RED, UNANSWERED, STARTED = "health_red", "unanswered", "red_from"


def remind_next_person() -> bool:
    """Raise the reminders of one person whose day has begun; tell whether there was one."""
    person = _somebody_not_reminded()
    if person is None:
        return False
    preference = _stored_preference(person)
    today = clock.now().astimezone(preference.zone).date()
    with transaction.atomic():
        # the claim: who changes the day raises its reminders
        other_day = Q(reminded_on__isnull=True) | Q(reminded_on__lt=today)
        if Preference.objects.filter(other_day, pk=preference.pk).update(reminded_on=today):
            offer_mails(person)
            tell_all([*_of_actions(person, today), *_of_plans(person, today)])
    return True


def _somebody_not_reminded() -> User | None:
    """Return a person whose today, in the own zone, was not raised yet: one short query for each zone."""
    new = active_people().filter(preference=None).first()
    if new is not None:
        return new
    now = clock.now()
    for zone in Preference.objects.order_by().values_list("time_zone", flat=True).distinct():
        today = now.astimezone(Preference(time_zone=zone).zone).date()
        behind = Q(preference__reminded_on__isnull=True) | Q(preference__reminded_on__lt=today)
        person = active_people().filter(behind, preference__time_zone=zone).order_by("?").first()
        if person is not None:
            return person
    return None


def _stored_preference(person: User) -> Preference:
    Preference.objects.bulk_create([Preference(person=person)], ignore_conflicts=True)
    return Preference.objects.get(person=person)


def _of_actions(person: User, today: date) -> Iterator[News]:
    for action in due_actions(person, today).actions:
        if action.due_on is None or action.due_on > today:
            continue
        days = (today - action.due_on).days
        if days == 0:
            yield _of_action(Topic.ACTION_DUE, action, action.due_on, person, f"due:{action.due_on}")
        elif days <= OVERDUE_DAYS[-1]:
            # the latest of these days that has passed: one on which no worker ran is made up for
            step = max(it for it in OVERDUE_DAYS if it <= days)
            key = f"overdue:{action.due_on}:{step}"
            yield _of_action(Topic.ACTION_OVERDUE, action, action.due_on, person, key)


def _of_action(topic: Topic, action: Action, due: date, person: User, key: str) -> News:
    return News(
        topic=topic,
        subject_type="action",
        subject_id=action.pk,
        key=key,
        people=[person.pk],
        name=action.content,
        project_id=action.project_id,
        detail={"due": due.isoformat()},
        is_for_today=True,
    )


def _of_plans(person: User, today: date) -> Iterator[News]:
    """Tell once a week, on its first day that is looked at, which living plans have no next step."""
    open_ones = Project.objects.filter(owner=person, deleted_at=None, has_next_step=False).filter(~is_ended())
    living = open_ones.filter(last_follow_up_on__gte=today - ALIVE).order_by("-last_follow_up_on", "-pk")
    year, week, _day = today.isocalendar()
    for pk in living.values_list("pk", flat=True)[:MOST_PLANS]:
        yield News(
            topic=Topic.NO_NEXT_STEP,
            subject_type="project",
            subject_id=pk,
            key=f"no-next-step:{year}-{week}",
            people=[person.pk],
            project_id=pk,
            is_for_today=True,
        )


def raise_unanswered_signals() -> bool:
    """Tell of signals against us that nobody decided on within their hours (DOMAIN §3); tell whether there were any."""
    found = False
    for hours in sorted({kind.hours for kind in KINDS.values() if kind.hours <= SOON}):
        for signal in _unanswered(hours):
            found |= _raise_once(UNANSWERED, signal.pk, partial(_left, signal, hours))
    return found


def _unanswered(hours: int) -> Iterable[BuyingSignal]:
    now = clock.now()
    kinds = Q()
    for kind in KINDS.values():
        if kind.hours == hours and kind.polarity == SignalPolarity.AGAINST:
            kinds |= Q(type=kind.type, polarity=kind.polarity)
    waiting = BuyingSignal.objects.filter(
        kinds,
        state=SignalState.NEW,
        deleted_at=None,
        found_at__lte=now - timedelta(hours=hours),
        found_at__gt=now - timedelta(hours=hours) - STILL_NEWS,
        observed_on__gte=(now - STILL_NEWS * 3).date(),
    )
    raised = RaisedReminder.objects.filter(kind=UNANSWERED, target_id=OuterRef("pk"))
    return waiting.filter(~Exists(raised)).select_related("follow_up", "project").order_by("pk")[:200]


def _left(signal: BuyingSignal, hours: int) -> Iterator[News]:
    audience = Audience(signal.project)
    people = {*audience.watchers, *(audience.managers if hours <= GRAVE else ())}
    about = about_signal(signal)
    about["detail"] = {**about["detail"], "hours": str(hours)}
    yield News(
        topic=Topic.SIGNAL_UNANSWERED,
        key=f"unanswered:{signal.pk}",
        people=sorted(audience.who_hears(people, by=None)),
        project_id=signal.project_id,
        **about,
    )


def raise_red_plans() -> bool:
    """Tell of plans whose health turned red since the last look; tell whether there were any.

    The first look of all tells nothing: what is red then was so before anybody could be told.
    """
    red = PlanHealth.objects.filter(band="red", project__deleted_at=None)
    raised = RaisedReminder.objects.filter(kind=RED)
    raised.exclude(target_id__in=red.values("project")).delete()
    if not RaisedReminder.objects.filter(kind=STARTED).exists():
        now = clock.now()
        rows = [RaisedReminder(kind=RED, target_id=pk, at=now) for pk in red.values_list("project", flat=True)]
        rows.append(RaisedReminder(kind=STARTED, target_id=0, at=now))
        RaisedReminder.objects.bulk_create(rows, ignore_conflicts=True)
        return False
    known = RaisedReminder.objects.filter(kind=RED, target_id=OuterRef("project"))
    fresh = red.filter(~Exists(known)).select_related("project__owner")[:200]
    found = False
    for health in fresh:
        found |= _raise_once(RED, health.project_id, partial(_turned_red, health))
    return found


def _turned_red(health: PlanHealth) -> Iterator[News]:
    audience = Audience(health.project)
    now: datetime = clock.now()
    yield News(
        topic=Topic.HEALTH_RED,
        subject_type="project",
        subject_id=health.project_id,
        key=f"red:{now.isoformat()}",
        people=sorted(audience.who_hears({*audience.watchers, *audience.managers}, by=None)),
        project_id=health.project_id,
        at=now,
        detail={"score": str(health.score)},
    )


def _raise_once(kind: str, target: int, news: Callable[[], Iterable[News]]) -> bool:
    """Tell of something unless another worker has done so: whose claim is stored, tells."""
    with transaction.atomic():
        _claim, won = RaisedReminder.objects.get_or_create(kind=kind, target_id=target, defaults={"at": clock.now()})
        if not won:
            return False
        tell_all(list(news()))
    return True
