"""What there is to tell of an event: one small function for each kind of event, named in `TELLERS`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from genjin.activity.models import ActivityEvent
from genjin.activity.rewind import was_before
from genjin.conversation.models import Comment
from genjin.notifications.audience import Audience
from genjin.notifications.models import Topic
from genjin.notifications.news import News
from genjin.notifications.topics import GROUP_TOPICS
from genjin.pipeline.models import ProjectOutcome
from genjin.planning.models import Action, BuyingSignal, Place, SignalPolarity, SignalState
from genjin.planning.signal_kinds import KINDS

Teller = Callable[[ActivityEvent, Audience], Iterable[News]]
LONGEST_WORDS = 120
# a signal of which the team should know so soon is told of; one against us that is due so soon is grave
SOON, GRAVE = 24, 8
# signals are looked for in the transaction whose event tells of their row; a big import takes a while
MEANWHILE = timedelta(minutes=10)
# what an old plan table says of last year is no news
RECENT = timedelta(days=14)


def news_of(event: ActivityEvent, audience: Audience) -> list[News]:
    """Return what there is to tell of an event, each with its people; nothing for most kinds."""
    teller = TELLERS.get(event.kind)
    told = teller(event, audience) if teller else ()
    return [news for news in told if news.people or news.topic in GROUP_TOPICS]


def _news(event: ActivityEvent, topic: Topic, people: Iterable[int], **values: Any) -> News:  # noqa: ANN401  News' own
    """Return news about the event's target, or about what `values` say."""
    given: dict[str, Any] = {
        "subject_type": event.target_type,
        "subject_id": event.target_id,
        "name": str(event.detail.get("name", "")),
        "key": f"event:{event.pk}:{topic}",
        **values,
    }
    return News(
        topic=topic,
        people=sorted(people),
        project_id=event.project_id,
        customer_id=event.customer_id if event.project_id is None else None,
        by_id=event.by_id,
        at=event.at,
        **given,
    )


def _of_project(event: ActivityEvent) -> dict[str, Any]:
    return {"subject_type": "project", "subject_id": event.project_id, "name": ""}


def _to_the_team(event: ActivityEvent, audience: Audience) -> set[int]:
    return audience.who_hears(audience.watchers, by=event.by_id)


def _follow_up(event: ActivityEvent, audience: Audience) -> Iterator[News]:
    yield from _assigned_in_row(event, audience)
    yield from _signals_in_row(event, audience)
    yield from _stage_named(event, audience)
    if event.kind == "follow_up.logged":
        yield _news(event, Topic.FOLLOW_UP, _to_the_team(event, audience), **_of_project(event))


def _assigned_in_row(event: ActivityEvent, audience: Audience) -> Iterator[News]:
    """Tell those whom the cells of a row name as doers of something that is still to be done."""
    before = {pk: values for kind, pk, values in was_before(event) if kind == "action"}
    told = Q(place=Place.MAIN) & (Q(due_on=None) | Q(due_on__lte=F("follow_up__happened_on")))
    actions = _open(Action.objects.filter(follow_up=event.target_id)).exclude(told)
    if event.kind != "follow_up.logged":
        actions = actions.filter(pk__in=before)
    for action in actions:
        yield from _assigned(event, audience, action, str((before.get(action.pk) or {}).get("owner_words", "")))


def _open(actions: QuerySet[Action]) -> QuerySet[Action]:
    return actions.filter(done_on=None, cancelled_on=None).prefetch_related("doers")


def _assigned(event: ActivityEvent, audience: Audience, action: Action, words_before: str) -> Iterator[News]:
    """Tell the doers of an action who were not its doers before."""
    doers = {doer.pk for doer in action.doers.all() if not words_before or doer.name not in words_before}
    if action.due_on is not None and action.due_on < event.at.date() - RECENT:
        return
    yield _news(
        event,
        Topic.ACTION_ASSIGNED,
        audience.who_hears(doers, by=event.by_id),
        subject_type="action",
        subject_id=action.pk,
        name=action.content,
        key=f"assigned:{event.pk}",
        detail={"due": action.due_on.isoformat() if action.due_on else ""},
    )


def _action(event: ActivityEvent, audience: Audience) -> Iterator[News]:
    changes = event.detail.get("changes", {})
    if event.kind == "action.edited" and "owner_words" not in changes:
        return
    before = str((changes.get("owner_words") or [""])[0] or "")
    for action in _open(Action.objects.filter(pk=event.target_id)):
        yield from _assigned(event, audience, action, before)


def _action_closed(event: ActivityEvent, audience: Audience) -> Iterator[News]:
    action = Action.objects.filter(pk=event.target_id).prefetch_related("doers").first()
    if action is not None:
        people = {*audience.watchers_of(("action", action.pk)), *(doer.pk for doer in action.doers.all())}
        heard = audience.who_hears(people, by=event.by_id)
        verb = event.kind.rpartition(".")[2]
        yield _news(event, Topic.NEXT_STEP_CLOSED, heard, name=action.content, detail={"verb": verb})


def _signals_in_row(event: ActivityEvent, audience: Audience) -> Iterator[News]:
    """Tell of the signals that the detector found in the row when this happened."""
    found = BuyingSignal.objects.filter(
        follow_up=event.target_id,
        state=SignalState.NEW,
        deleted_at=None,
        found_at__gte=event.at - MEANWHILE,
        observed_on__gte=event.at.date() - RECENT,
    )
    yield from _signals(event, audience, found.select_related("follow_up"))


def _signals(event: ActivityEvent, audience: Audience, signals: Iterable[BuyingSignal]) -> Iterator[News]:
    people = _to_the_team(event, audience)
    for signal in signals:
        if KINDS[signal.type, signal.polarity].hours <= SOON:
            yield _news(event, Topic.SIGNAL_FOUND, people, key=f"signal:{signal.pk}", **about_signal(signal))


def about_signal(signal: BuyingSignal) -> dict[str, Any]:
    """Return subject and words of news about a signal: they stand under its row."""
    return {
        "subject_type": "followup",
        "subject_id": signal.follow_up_id,
        "name": f"#{signal.follow_up.number}",
        "detail": {"type": signal.type, "polarity": signal.polarity, "words": signal.evidence[:LONGEST_WORDS]},
    }


def _signal(event: ActivityEvent, audience: Audience) -> Iterator[News]:
    """Tell of a signal that a person marked, or confirmed: the grave ones also to the managers."""
    signal = BuyingSignal.objects.filter(pk=event.target_id, deleted_at=None).select_related("follow_up").first()
    if signal is None:
        return
    if event.kind == "signal.added":
        yield from _signals(event, audience, [signal])
    elif is_grave(signal):
        people = audience.who_hears({*audience.watchers, *audience.managers}, by=event.by_id)
        yield _news(event, Topic.SIGNAL_CONFIRMED, people, key=f"confirmed:{signal.pk}", **about_signal(signal))


def is_grave(signal: BuyingSignal) -> bool:
    """Tell whether a signal speaks against us and the team should know within hours."""
    return signal.polarity == SignalPolarity.AGAINST and KINDS[signal.type, signal.polarity].hours <= GRAVE


def _stage_named(event: ActivityEvent, audience: Audience) -> Iterator[News]:
    """Tell that the row names another stage, and the project stands in it since."""
    moved = any(
        kind == "project" and pk == event.project_id and set(values or {}) == {"stage_id"}
        for kind, pk, values in was_before(event)
    )
    if moved and audience.project is not None and audience.project.stage is not None:
        yield _stage(event, audience, str(audience.project.stage))


def _stage_moved(event: ActivityEvent, audience: Audience) -> Iterator[News]:
    yield _stage(event, audience, str(event.detail.get("stage", "")))


def _stage(event: ActivityEvent, audience: Audience, stage: str) -> News:
    return _news(event, Topic.STAGE_MOVED, _to_the_team(event, audience), **_of_project(event), detail={"stage": stage})


def _ended(event: ActivityEvent, audience: Audience) -> Iterator[News]:
    outcome = ProjectOutcome.objects.filter(pk=event.target_id, deleted_at=None).first()
    if outcome is not None:
        people = audience.who_hears({*audience.watchers, *audience.managers}, by=event.by_id)
        yield _news(event, Topic.PROJECT_ENDED, people, **_of_project(event), detail={"outcome": outcome.kind})


def _owner_changed(event: ActivityEvent, audience: Audience) -> Iterator[News]:
    changes = event.detail.get("changes", {}).get("owner_id")
    if changes and isinstance(changes[1], int):
        yield _news(event, Topic.HANDED_OVER, audience.who_hears([changes[1]], by=event.by_id))


def _joined(event: ActivityEvent, audience: Audience) -> Iterator[News]:
    member = event.detail.get("user")
    if isinstance(member, int):
        people = audience.who_hears([member], by=event.by_id)
        yield _news(event, Topic.HANDED_OVER, people, **_of_project(event), detail={"team": "1"})


def _comment(event: ActivityEvent, audience: Audience) -> Iterator[News]:
    """Tell the mentioned that they are, and the others who watch the thing or said something in the thread."""
    comment = Comment.objects.filter(pk=event.detail.get("comment"), deleted_at=None).first()
    if comment is None:
        return
    words = words_of(comment)
    mentioned = audience.who_hears(event.detail.get("mentions", ()), by=event.by_id)
    key = f"comment:{comment.pk}"
    yield _news(event, Topic.MENTION, mentioned, key=f"{key}:mention", detail=words)
    if event.kind == "comment.added":
        said = Comment.objects.filter(thread=comment.thread_id, deleted_at=None).values_list("by", flat=True)
        people = {*audience.watchers_of((event.target_type, event.target_id)), *said}
        yield _news(event, Topic.COMMENT, audience.who_hears(people, by=event.by_id) - mentioned, key=key, detail=words)


def words_of(comment: Comment | None) -> dict[str, str]:
    """Return the words with which a comment is told of; none of one that is gone."""
    return {"words": " ".join(comment.text.split())[:LONGEST_WORDS]} if comment else {}


# what was told of these actions before is settled
SETTLING = ("action.done", "action.cancelled", "action.postponed", "action.deleted")
# what was told of these comments before is told otherwise from now on
UNSAID = ("comment.edited", "comment.deleted", "comment.restored")
TELLERS: Mapping[str, Teller] = {
    **dict.fromkeys(("follow_up.logged", "follow_up.edited", "follow_up.described"), _follow_up),
    **dict.fromkeys(("action.added", "action.edited", "action.restored", "action.reopened"), _action),
    **dict.fromkeys(("action.done", "action.cancelled"), _action_closed),
    **dict.fromkeys(("signal.added", "signal.confirmed"), _signal),
    "project.moved_to_stage": _stage_moved,
    "project_outcome.added": _ended,
    **dict.fromkeys(("project.edited", "project.handed_over"), _owner_changed),
    **dict.fromkeys(("customer.edited", "customer.handed_over"), _owner_changed),
    "team_member.added": _joined,
    **dict.fromkeys(("comment.added", "comment.edited"), _comment),
}
