"""Having the forecast reckoned: by a worker where one lives, else at once."""

from datetime import timedelta

import pytest
from django_tasks.base import TaskResultStatus

from genjin.core import clock
from genjin.core.errors import NotAllowed
from genjin.forecast.models import ForecastSnapshot
from genjin.jobs.models import QueuedTask
from genjin.jobs.operations.forecast import ask_for_forecast
from genjin.jobs.operations.workers import register_worker
from genjin.jobs.queries.forecast import Reckoning, reckoning
from genjin.jobs.tasks import reckon_forecast
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_without_a_worker_it_is_reckoned_at_once(cast: Cast) -> None:
    ask_for_forecast(by=cast.root)
    assert ForecastSnapshot.objects.get().by == cast.root
    assert not QueuedTask.objects.exists()
    assert reckoning() is Reckoning.IDLE


def test_worker_is_asked_once_however_often_the_button_is_pressed(cast: Cast) -> None:
    register_worker()
    ask_for_forecast(by=cast.root)
    ask_for_forecast(by=cast.root)
    task = QueuedTask.objects.get()
    assert task.args_kwargs["args"] == [cast.root.pk]
    assert not ForecastSnapshot.objects.exists()
    assert reckoning() is Reckoning.UNDER_WAY


def test_task_reckons_as_the_person_asked_for(cast: Cast) -> None:
    reckon_forecast.func(cast.root.pk)
    reckon_forecast.func(cast.root.pk)  # a worker died: it is done again
    assert [snapshot.by for snapshot in ForecastSnapshot.objects.all()] == [cast.root, cast.root]


def test_failure_is_told_for_an_hour(cast: Cast) -> None:
    register_worker()
    ask_for_forecast(by=cast.root)
    QueuedTask.objects.update(status=TaskResultStatus.FAILED)
    assert reckoning() is Reckoning.FAILED
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        assert reckoning() is Reckoning.IDLE


@pytest.mark.parametrize("who", ["ling", "max", "ada"])
def test_only_an_administrator_asks(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        ask_for_forecast(by=getattr(cast, who))
    assert not QueuedTask.objects.exists()
