"""Who hears of what happened: through the real operations, the real events and the real fan-out."""

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from genjin.activity.models import ActivityEvent
from genjin.activity.record import record
from genjin.conversation.models import Comment, Thread
from genjin.conversation.operations.comments import open_thread
from genjin.conversation.operations.watching import stop_watching, watch
from genjin.core import clock
from genjin.notifications.audience import Audience
from genjin.notifications.from_events import news_of
from genjin.notifications.models import Channel, Delivery, Notification, NotificationLine, Preference
from genjin.notifications.news import News
from genjin.notifications.operations import fan_out as fan_out_module
from genjin.notifications.operations.fan_out import fan_out_events
from genjin.notifications.wording import line_words, subject_words
from genjin.people.models import User
from genjin.pipeline.models import Duty, OutcomeKind, Project, ProjectOutcome, Stage, TeamMember
from genjin.pipeline.operations.team import add_team_member
from genjin.pipeline.queries.stages import all_stages
from genjin.planning.content import RowContent
from genjin.planning.models import Action, BuyingSignal
from genjin.planning.operations.buying_signals import confirm_signal
from genjin.planning.operations.plan_items import add_plan_item, edit_plan_item, finish_action
from genjin.planning.operations.project_profile import edit_project
from genjin.planning.operations.stages import end_project, move_project_to_stage
from genjin.text.cells import ActionItem
from tests.cast import Cast
from tests.four_at_once import four_at_once
from tests.notifications.fake_chat import FakeChat
from tests.notifications.making import deliver_all, mail_channel, robot

pytestmark = pytest.mark.usefixtures("phrases")


MARCH = datetime(2026, 3, 10, 2, tzinfo=UTC)


def fan_out() -> None:
    while fan_out_events():
        pass


@pytest.fixture
def told(cast: Cast) -> Cast:
    """The cast, with everything told that made it."""
    fan_out()
    Notification.objects.all().delete()
    return cast


def heard(topic: str) -> set[str]:
    people = NotificationLine.objects.filter(topic=topic).values_list("notification__person__username", flat=True)
    return set(people)


def words(person: User, topic: str) -> str:
    line = NotificationLine.objects.filter(topic=topic, notification__person=person).get()
    return f"{subject_words(line.notification)}: {line_words(line)}"


def test_nothing_happened(told: Cast) -> None:
    assert fan_out_events() is False


def test_the_team_hears_of_a_follow_up_and_the_writer_does_not(told: Cast) -> None:
    told.log(goal="x")
    fan_out()
    assert heard("follow_up") == {"bo", "ada"}
    assert words(told.bo, "follow_up") == "华东精密制造集团 · MES 二期: 凌薇 记录了 1 次跟进"


def test_many_follow_ups_are_one_notification_that_counts(told: Cast) -> None:
    for _ in range(12):
        told.log(goal="x")
    fan_out()
    note = Notification.objects.get(person=told.bo)
    assert (note.count, note.lines.get().count, note.read_at) == (12, 12, None)
    Notification.objects.update(read_at=clock.now())
    told.log(goal="x")
    fan_out()
    note = Notification.objects.get(person=told.bo)
    assert (note.count, note.lines.get().count, note.read_at) == (1, 1, None), "opened again, counted from then on"


def test_the_doer_hears_of_an_action_that_somebody_else_gave(told: Cast) -> None:
    with clock.stopped_at(MARCH):
        told.log(
            next_steps=[
                ActionItem("送方案", "薄远", date(2026, 3, 20)),
                ActionItem("等电话", "凌薇", date(2026, 3, 21)),
            ]
        )
        fan_out()
    assert heard("action_assigned") == {"bo"}
    assert words(told.bo, "action_assigned") == "华东精密制造集团 · MES 二期 · 送方案: 凌薇 交给您，3月20日 到期"


def test_an_action_that_changes_hands_is_told_to_the_new_doer_alone(told: Cast) -> None:
    today = clock.today()
    action = add_plan_item(
        Action(project=told.project, content="送方案", owner_words="凌薇", due_on=today), by=told.ling
    )
    fan_out()
    assert heard("action_assigned") == set()
    edit_plan_item(action, {"owner_words": "凌薇、薄远"}, seen={}, by=told.ling)
    fan_out()
    assert heard("action_assigned") == {"bo"}
    edit_plan_item(action, {"content": "送新方案"}, seen={}, by=told.ling)
    fan_out()
    assert NotificationLine.objects.filter(topic="action_assigned").count() == 1


def test_a_closed_action_is_told_to_owner_and_team(told: Cast) -> None:
    action = add_plan_item(Action(project=told.project, content="送方案"), by=told.ling)
    finish_action(action, result="送了", by=told.bo)
    fan_out()
    assert heard("next_step_closed") == {"ling", "ada"}
    assert words(told.ling, "next_step_closed").endswith("送方案: 薄远 完成了它")


def test_a_stage_moved_and_a_project_ended(told: Cast) -> None:
    stage = Stage.objects.order_by("-pk").first()
    assert stage is not None
    move_project_to_stage(told.project, list(all_stages())[1], by=told.ling, reason="是")
    fan_out()
    assert heard("stage_moved") == {"bo", "ada"}
    outcome = ProjectOutcome(
        project=told.project, kind=OutcomeKind.LOST, decided_on=clock.today(), reason="价格", winner="别人"
    )
    end_project(outcome, by=told.bo)
    fan_out()
    assert heard("project_ended") == {"ling", "max", "ada"}, "the managers hear of it too"
    assert words(told.max, "project_ended").endswith("薄远 结束了项目：丢单")
    assert Notification.objects.filter(person=told.ada, subject_type="project").count() == 1, "one for the project"


def test_a_row_that_names_another_stage_moves_it(told: Cast) -> None:
    told.log(RowContent(date=clock.today(), stage=str(list(all_stages())[2])))
    fan_out()
    assert heard("stage_moved") == {"bo", "ada"}


def test_found_signals_are_told_to_the_team_and_a_confirmed_grave_one_to_the_managers(told: Cast) -> None:
    row = told.log(RowContent(date=clock.today(), feedback="刘总说预算被砍，只剩150万。"))
    signal = row.signals.get()
    BuyingSignal.objects.update(type="budget", polarity="-")
    fan_out()
    assert heard("signal_found") == {"bo", "ada"}
    signal.refresh_from_db()
    confirm_signal(signal, by=told.bo)
    fan_out()
    assert heard("signal_confirmed") == {"ling", "max", "ada"}
    assert "薄远 已确认：" in words(told.max, "signal_confirmed")


def test_signals_in_old_rows_are_no_news(told: Cast) -> None:
    told.log(feedback="刘总说预算被砍，只剩150万。", date=date(2020, 1, 1))
    fan_out()
    assert heard("signal_found") == set()


def test_who_takes_over_hears_of_it(told: Cast) -> None:
    edit_project(told.project, {"owner_id": told.bo.pk}, seen={}, by=told.ling)
    add_team_member(told.project, told.wei, by=told.bo, duty=Duty.DELIVERY)
    fan_out()
    assert heard("handed_over") == {"bo", "wei"}
    assert words(told.bo, "handed_over") == "华东精密制造集团 · MES 二期: 凌薇 移交给您"
    assert words(told.wei, "handed_over").endswith("薄远 把您加入了项目团队")


def test_mentions_and_comments(told: Cast) -> None:
    row = told.log(goal="x")
    fan_out()
    Notification.objects.all().delete()
    open_thread(row, "@薄远 这里\n怎么办？", by=told.ling)
    fan_out()
    assert heard("mention") == {"bo"}
    assert heard("comment") == {"ada"}, "who is mentioned is not told twice"
    assert words(told.bo, "mention").endswith("凌薇 @ 了您：@薄远 这里 怎么办？")


def test_words_that_were_changed_or_taken_back_are_told_no_longer(told: Cast) -> None:
    thread = Thread.objects.create(
        target_type="project", target_id=told.project.pk, project=told.project, last_at=MARCH
    )
    comment = Comment.objects.create(thread=thread, by=told.bo, at=MARCH, text="成本只有三成", words="")

    def happened(kind: str) -> None:
        record(kind, told.project, by=told.bo, project_id=told.project.pk, comment=comment.pk, mentions=[])
        fan_out()

    happened("comment.added")
    assert "成本只有三成" in words(told.ling, "comment")
    Comment.objects.update(text="另说")
    happened("comment.edited")
    assert "成本" not in words(told.ling, "comment")
    assert "另说" in words(told.ling, "comment")
    Comment.objects.update(deleted_at=MARCH)
    happened("comment.deleted")
    assert "另说" not in words(told.ling, "comment")
    assert "另说" not in str(list(NotificationLine.objects.values()))


def test_an_event_that_cannot_be_told_holds_up_no_other(told: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = record("follow_up.logged", told.log(), by=told.bo, project_id=told.project.pk)

    def tells_but_one(event: ActivityEvent, audience: Audience) -> list[News]:
        if event.pk == bad.pk:
            raise KeyError("kind")
        return news_of(event, audience)

    monkeypatch.setattr(fan_out_module, "news_of", tells_but_one)
    add_team_member(told.project, told.wei, by=told.ling, duty=Duty.TECHNICAL)
    fan_out()
    assert heard("handed_over") == {"wei"}
    assert not ActivityEvent.objects.filter(fanned_out_at=None).exists()


def test_a_database_that_is_away_takes_no_event_out_of_the_queue(told: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_arguments: object) -> list[News]:
        raise OperationalError("the server closed the connection")

    told.log()
    waiting = ActivityEvent.objects.filter(fanned_out_at=None, kind="follow_up.logged").count()
    monkeypatch.setattr(fan_out_module, "news_of", away)
    with pytest.raises(OperationalError):
        fan_out_events()
    assert ActivityEvent.objects.filter(fanned_out_at=None, kind="follow_up.logged").count() == waiting > 0


def test_a_group_reads_no_link_and_no_mention_in_what_somebody_typed(told: Cast, chat: FakeChat) -> None:
    robot("wecom", chat.wecom, topics=["project_ended"])
    Project.objects.filter(pk=told.project.pk).update(name="[看](http://evil.example) <@all> **急**")
    outcome = ProjectOutcome(
        project=told.project, kind=OutcomeKind.LOST, decided_on=clock.today(), reason="价格", winner="别人"
    )
    end_project(outcome, by=told.bo)
    fan_out()
    deliver_all()
    (post,) = chat.arrived
    content = post["body"]["markdown"]["content"].removeprefix("**")
    assert "看" in content
    assert not any(mark in content.partition("**")[0] for mark in ("[", "](", "<@", "**急"))


def test_who_does_not_watch_hears_nothing_and_who_watches_does(told: Cast) -> None:
    stop_watching(told.project, by=told.bo)
    watch(told.project, by=told.max)
    told.log(goal="x")
    fan_out()
    assert heard("follow_up") == {"max", "ada"}


def test_who_may_no_longer_see_it_hears_nothing(told: Cast) -> None:
    told.log(goal="x")
    TeamMember.objects.filter(user=told.bo).delete()
    User.objects.filter(pk=told.ada.pk).update(is_active=False)
    fan_out()
    assert not Notification.objects.exists()


def test_who_lost_access_before_it_is_sent_gets_no_mail(told: Cast, mailoutbox: list[Any]) -> None:
    mail_channel(told.bo, "bo@example.com")
    told.log(next_steps=[ActionItem("送方案", "薄远", clock.today())])
    fan_out()
    Delivery.objects.update(not_before=clock.now())
    assert Delivery.objects.count() == 1
    TeamMember.objects.filter(user=told.bo).delete()
    deliver_all()
    assert (mailoutbox, Delivery.objects.get().state) == ([], "dropped")


def test_what_one_does_not_want_to_hear_is_not_told(told: Cast) -> None:
    Preference.objects.create(person=told.bo, paces={"follow_up": {"product": "off"}})
    told.log(goal="x")
    fan_out()
    assert heard("follow_up") == {"ada"}


def test_news_of_long_ago_and_dull_events_are_passed_over(told: Cast) -> None:
    with clock.stopped_at(clock.now() - timedelta(days=20)):
        told.log(goal="x")
    record("project.looked_at", told.project, by=told.ling, project_id=told.project.pk)
    fan_out()
    assert not Notification.objects.exists()
    assert not ActivityEvent.objects.filter(fanned_out_at=None).exists()


def test_a_group_hears_of_what_was_chosen_for_it(told: Cast, chat: FakeChat) -> None:
    everybody = robot("wecom", chat.wecom, topics=["stage_moved"])
    robot("wecom", chat.wecom, topics=["stage_moved"], department=told.max.department)
    robot("wecom", chat.wecom, topics=["project_ended"])
    TeamMember.objects.all().delete()
    move_project_to_stage(told.project, list(all_stages())[1], by=told.ling, reason="是")
    fan_out()
    assert Delivery.objects.count() == 2, "also where nobody else is on the project"
    deliver_all()
    name = str(list(all_stages())[1])
    content = f"**华东精密制造集团 · MES 二期**\n凌薇 移到了“{name}”"
    assert [it["body"]["markdown"]["content"] for it in chat.arrived] == [content] * 2
    assert Channel.objects.get(pk=everybody.pk).failures == 0


def test_an_event_that_is_committed_late_is_not_missed(told: Cast) -> None:
    """With a smaller number than one that was told already."""
    late = record("project.moved_to_stage", told.project, by=told.ling, project_id=told.project.pk, stage="甲")
    ActivityEvent.objects.filter(pk=late.pk).delete()
    record("project.moved_to_stage", told.project, by=told.ling, project_id=told.project.pk, stage="乙")
    fan_out()
    late.save(force_insert=True)
    fan_out()
    said = NotificationLine.objects.filter(notification__person=told.bo).values_list("detail__stage", flat=True)
    assert set(said) == {"甲", "乙"}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_ends_late_is_not_missed(cast: Cast) -> None:
    fan_out()
    Notification.objects.all().delete()
    began, told_other = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                record("project.moved_to_stage", cast.project, by=cast.ling, project_id=cast.project.pk, stage="慢")
                began.set()
                told_other.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    began.wait(10)
    record("project.moved_to_stage", cast.project, by=cast.ling, project_id=cast.project.pk, stage="快")
    fan_out()
    told_other.set()
    thread.join()
    fan_out()
    said = NotificationLine.objects.filter(notification__person=cast.bo).values_list("detail__stage", flat=True)
    assert set(said) == {"慢", "快"}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_four_workers_tell_each_thing_once(cast: Cast) -> None:
    fan_out()
    Notification.objects.all().delete()
    mail_channel(cast.bo, "bo@example.com")
    for number in range(60):
        record("project.moved_to_stage", cast.project, by=cast.ling, project_id=cast.project.pk, stage=str(number))
    four_at_once(fan_out)
    fan_out()
    for person in (cast.bo, cast.ada):
        note = Notification.objects.get(person=person)
        assert (note.count, note.lines.count()) == (60, 60)
    assert Delivery.objects.get().lines.count() == 60
