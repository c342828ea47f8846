"""What no event tells of: due and overdue actions, plans without next step, unanswered signals, red plans."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from genjin.conversation.operations.comments import open_thread
from genjin.core import clock
from genjin.health.models import PlanHealth
from genjin.notifications.models import Channel, Delivery, Notification, NotificationLine, Preference, RaisedReminder
from genjin.notifications.operations.fan_out import fan_out_events
from genjin.notifications.operations.forgetting import forget_old_notifications
from genjin.notifications.operations.reminders import raise_red_plans, raise_unanswered_signals, remind_next_person
from genjin.notifications.wording import line_words
from genjin.people.models import User
from genjin.pipeline.models import OutcomeKind, ProjectOutcome, TeamMember
from genjin.planning.content import RowContent
from genjin.planning.models import Action, BuyingSignal, Place
from genjin.planning.operations.buying_signals import confirm_signal
from genjin.planning.operations.stages import end_project
from genjin.planning.operations.ticking import tick_action
from genjin.text.cells import ActionItem
from tests.cast import Cast
from tests.four_at_once import four_at_once
from tests.notifications.fake_chat import FakeChat
from tests.notifications.making import deliver_all, states, webhook

MORNING = datetime(2026, 3, 10, 1, tzinfo=UTC)  # nine o'clock in Shanghai


def remind(at: datetime = MORNING) -> None:
    with clock.stopped_at(at):
        while remind_next_person():
            pass


def due(cast: Cast, day: date, owner: str = "凌薇", content: str = "送方案") -> Action:
    with clock.stopped_at(MORNING - timedelta(days=60)):
        row = cast.log(date=date(2026, 1, 5), next_steps=[ActionItem(content, owner, day)])
    return row.actions.get()


def heard() -> set[tuple[str, str]]:
    lines = NotificationLine.objects.exclude(topic="no_next_step")
    return set(lines.values_list("topic", "notification__person__username"))


def test_due_today_is_told_to_its_doer_once(cast: Cast) -> None:
    due(cast, date(2026, 3, 10), "薄远")
    remind()
    remind(MORNING + timedelta(hours=5))
    assert heard() == {("action_due", "bo")}
    assert Notification.objects.get(person=cast.bo).count == 1


@pytest.mark.parametrize(
    ("days", "topic"), [(-1, None), (0, "action_due"), (1, "action_overdue"), (2, "action_overdue"), (31, None)]
)
def test_by_the_day(cast: Cast, days: int, topic: str | None) -> None:
    due(cast, date(2026, 3, 10) - timedelta(days=days))
    remind()
    assert heard() == ({(topic, "ling")} if topic else set())


def test_overdue_is_told_on_the_first_third_and_seventh_day_in_one_notification(cast: Cast) -> None:
    due(cast, date(2026, 3, 10))
    for day in range(10):
        remind(MORNING + timedelta(days=day))
    lines = NotificationLine.objects.exclude(topic="no_next_step").order_by("pk").values_list("key", flat=True)
    assert list(lines) == ["due:2026-03-10", *(f"overdue:2026-03-10:{step}" for step in (1, 3, 7))]
    assert Notification.objects.filter(subject_type="action").count() == 1


def test_a_day_on_which_no_worker_ran_is_made_up_for(cast: Cast) -> None:
    due(cast, date(2026, 3, 10))
    remind(MORNING + timedelta(days=5))
    assert heard() == {("action_overdue", "ling")}


def test_done_and_ended_are_not_told(cast: Cast) -> None:
    tick_action(due(cast, date(2026, 3, 10)), done=True, by=cast.ling)
    due(cast, date(2026, 3, 10), "薄远")
    outcome = ProjectOutcome(project=cast.project, kind=OutcomeKind.GIVEN_UP, decided_on=date(2026, 3, 9), reason="x")
    end_project(outcome, by=cast.ling)
    remind()
    assert heard() == set()


def close(action: Action, by: User) -> None:
    tick_action(action, done=True, by=by)
    while fan_out_events():
        pass


def test_what_is_done_asks_no_more_in_the_list_nor_in_the_digest(cast: Cast, chat: FakeChat) -> None:
    webhook(cast.ling, chat.webhook())
    action = due(cast, date(2026, 3, 10))
    remind(MORNING - timedelta(hours=1))
    told = Notification.objects.get(subject_type="action")
    assert (told.topic, told.read_at) == ("action_due", None)
    with clock.stopped_at(MORNING - timedelta(minutes=45)):
        close(action, cast.ling)
    with clock.stopped_at(MORNING + timedelta(hours=1)):
        deliver_all()
    told.refresh_from_db()
    assert (told.is_read, states(), chat.arrived) == (True, ["dropped"], [])


def test_what_a_colleague_did_is_told_as_done(cast: Cast) -> None:
    action = due(cast, date(2026, 3, 10))
    remind()
    close(action, cast.bo)
    told = Notification.objects.get(person=cast.ling, subject_type="action")
    assert (told.topic, told.count, told.is_read) == ("next_step_closed", 1, False)


def test_a_question_about_what_is_done_stays_unread(cast: Cast) -> None:
    action = due(cast, date(2026, 3, 10))
    remind()
    open_thread(action, "@凌薇 哪一版？", by=cast.bo)
    close(action, cast.ling)
    assert not Notification.objects.get(person=cast.ling, subject_type="action").is_read


def test_who_may_no_longer_see_it_is_not_told(cast: Cast) -> None:
    due(cast, date(2026, 3, 10), "薄远")
    TeamMember.objects.all().delete()
    remind()
    assert heard() == set()


def test_the_day_begins_in_ones_own_zone(cast: Cast) -> None:
    due(cast, date(2026, 3, 10), "薄远")
    Preference.objects.create(person=cast.bo, time_zone="America/New_York")
    remind(datetime(2026, 3, 10, 3, 59, tzinfo=UTC))
    assert heard() == set(), "in New York it is still the ninth"
    remind(datetime(2026, 3, 10, 4, 0, tzinfo=UTC))
    assert heard() == {("action_due", "bo")}


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        (datetime(2026, 3, 9, 17, tzinfo=UTC), datetime(2026, 3, 10, 0, 30, tzinfo=UTC)),
        (datetime(2026, 3, 10, 4, tzinfo=UTC), datetime(2026, 3, 10, 4, tzinfo=UTC)),
    ],
)
def test_what_is_due_goes_into_the_digest_of_the_same_day_or_at_once(
    cast: Cast, at: datetime, leaves: datetime
) -> None:
    webhook(cast.bo, "https://hook.example/")
    due(cast, date(2026, 3, 10), "薄远")
    remind(at)
    delivery = Delivery.objects.get()
    assert (delivery.envelope, delivery.not_before, delivery.lines.count()) == ("daily", leaves, 1)


def test_a_plan_without_next_step_is_told_to_its_owner_once_a_week(cast: Cast) -> None:
    with clock.stopped_at(MORNING):
        cast.log(goal="x")
    for day in range(6):
        remind(MORNING + timedelta(days=day))
    lines = NotificationLine.objects.filter(topic="no_next_step", notification__person=cast.ling)
    assert lines.count() == 1, "from Tuesday to Sunday"
    remind(MORNING + timedelta(days=6))
    assert lines.count() == 2


def test_mails_are_offered_to_who_has_an_address_where_there_is_a_server(cast: Cast, settings: Settings) -> None:
    User.objects.filter(pk=cast.bo.pk).update(email="bo@example.com")
    remind()
    assert not Channel.objects.exists()
    settings.EMAIL_HOST = "mail.example.com"
    remind(MORNING + timedelta(days=1))
    remind(MORNING + timedelta(days=2))
    assert [(channel.kind, channel.person) for channel in Channel.objects.all()] == [("email", cast.bo)]


@pytest.fixture
def signal(cast: Cast, phrases: None) -> BuyingSignal:
    with clock.stopped_at(MORNING):
        found = cast.log(RowContent(date=date(2026, 3, 10), feedback="刘总说预算被砍，只剩150万。")).signals.get()
    BuyingSignal.objects.update(type="budget", polarity="-")
    return found


def test_a_grave_signal_is_told_after_four_hours_to_team_and_managers_once(cast: Cast, signal: BuyingSignal) -> None:
    with clock.stopped_at(MORNING + timedelta(hours=3, minutes=59)):
        assert raise_unanswered_signals() is False
    with clock.stopped_at(MORNING + timedelta(hours=4, minutes=1)):
        assert raise_unanswered_signals() is True
        assert raise_unanswered_signals() is False
    assert heard() == {("signal_unanswered", name) for name in ("ling", "bo", "ada", "max")}
    line = NotificationLine.objects.filter(topic="signal_unanswered").first()
    assert line is not None
    assert "超过 4 小时未处理：预算（不利）" in line_words(line)


def test_an_answered_signal_and_an_old_one_are_not_told(cast: Cast, signal: BuyingSignal) -> None:
    with clock.stopped_at(MORNING + timedelta(days=10)):
        assert raise_unanswered_signals() is False
    signal.refresh_from_db()
    confirm_signal(signal, by=cast.bo)
    with clock.stopped_at(MORNING + timedelta(hours=5)):
        assert raise_unanswered_signals() is False


def health(cast: Cast, band: str) -> None:
    values = {"score": 30, "band": band, "reckoned_on": date(2026, 3, 10)}
    PlanHealth.objects.update_or_create(project=cast.project, defaults=values)


def test_a_plan_that_turns_red_is_told_each_time_it_does(cast: Cast) -> None:
    health(cast, "green")
    assert raise_red_plans() is False, "the first look tells nothing"
    for band, told in (("red", True), ("red", False), ("amber", False), ("red", True)):
        health(cast, band)
        assert raise_red_plans() is told
    assert heard() == {("health_red", name) for name in ("ling", "bo", "ada", "max")}
    assert Notification.objects.get(person=cast.max).count == 2


def test_what_was_red_before_the_first_look_is_no_news(cast: Cast) -> None:
    health(cast, "red")
    assert raise_red_plans() is False
    assert raise_red_plans() is False
    assert not Notification.objects.exists()
    assert RaisedReminder.objects.count() == 2


def test_what_is_old_is_forgotten(cast: Cast) -> None:
    due(cast, date(2026, 3, 10))
    webhook(cast.ling, "https://hook.example/")
    remind()
    Notification.objects.update(read_at=MORNING)
    Delivery.objects.update(state="sent")
    with clock.stopped_at(MORNING + timedelta(days=20)):
        assert forget_old_notifications() is False
    with clock.stopped_at(MORNING + timedelta(days=100)):
        assert forget_old_notifications() is True
    assert not Notification.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_four_workers_raise_each_reminder_once(cast: Cast) -> None:
    people = [User.objects.create(username=f"p{number}", name=f"人{number}") for number in range(20)]
    for person in people:
        TeamMember.objects.create(project=cast.project, user=person)
        action = Action.objects.create(
            project=cast.project, place=Place.PLAN, position=1, content="x", due_on=date(2026, 3, 10)
        )
        action.owner_words = person.name
        action.save()
        action.doers.add(person)
    four_at_once(remind)
    counts = Notification.objects.filter(person__in=people).values_list("count", flat=True)
    assert list(counts) == [1] * 20
