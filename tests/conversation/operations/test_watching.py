import pytest

from genjin.activity.models import ActivityEvent
from genjin.conversation.operations.watching import stop_watching, watch
from genjin.conversation.queries.watching import is_watching
from genjin.core.errors import NotAllowed
from genjin.people.models import User
from tests.cast import Cast


def test_watch_and_stop(cast: Cast) -> None:
    before = ActivityEvent.objects.count()
    watch(cast.project, by=cast.max)
    assert is_watching(cast.max, cast.project)
    watch(cast.project, by=cast.max)
    stop_watching(cast.project, by=cast.max)
    assert not is_watching(cast.max, cast.project)
    assert ActivityEvent.objects.count() == before


def test_guest_may_watch_what_a_guest_sees(cast: Cast) -> None:
    stop_watching(cast.project, by=cast.ada)
    watch(cast.project, by=cast.ada)
    assert is_watching(cast.ada, cast.project)


@pytest.mark.parametrize("change", [watch, stop_watching])
def test_watch_refuses_what_is_not_seen(cast: Cast, change: object) -> None:
    for thing in (cast.project, cast.customer, cast.log(goal="访谈")):
        with pytest.raises(NotAllowed):
            change(thing, by=cast.wei)  # type: ignore[operator]


def test_watch_refuses_who_may_no_longer_sign_in(cast: Cast) -> None:
    User.objects.filter(pk=cast.bo.pk).update(is_active=False)
    with pytest.raises(NotAllowed):
        watch(cast.project, by=User.objects.get(pk=cast.bo.pk))
