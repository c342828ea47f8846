"""The page on background work."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.core import clock
from genjin.jobs.models import PeriodicRun, QueuedTask, StepFailure
from genjin.jobs.operations.workers import register_worker
from genjin.jobs.schedule import PERIODIC, STEPS
from genjin.jobs.tasks import run_periodic
from genjin.web.jobs.page_data import MOST_LINES
from tests.cast import Cast
from tests.web.pages import signed_in

PAGE = "/settings/jobs/"


def failed_task() -> QueuedTask:
    result = QueuedTask.objects.get(pk=run_periodic.enqueue(PERIODIC[0].name).id)
    result.claim("someone")
    result.set_failed(ValueError("<script>alert(1)</script>"))
    return result


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_says_when_nobody_works(cast: Cast, language: str) -> None:
    client = signed_in(cast.root, language)
    nobody = {"zh-hans": "没有后台进程在运行", "en": "No worker is running."}[language]
    assert nobody in client.get(PAGE).content.decode()
    register_worker()
    assert nobody not in client.get(PAGE).content.decode()


def test_shows_what_failed_with_its_words(cast: Cast) -> None:
    failed = failed_task()
    StepFailure.objects.create(
        step=STEPS[0].name, times=3, first_at=clock.now(), last_at=clock.now(), traceback="Trace\nOSError: away"
    )
    page = signed_in(cast.root).get(PAGE).content.decode()
    assert "OSError: away" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert f"/settings/jobs/failed/{failed.pk}/attempts" in page


def test_a_failing_step_is_a_failure(cast: Cast) -> None:
    page = signed_in(cast.root)
    assert "没有失败的任务" in page.get(PAGE).content.decode()
    StepFailure.objects.create(step=STEPS[0].name, times=3, first_at=clock.now(), last_at=clock.now(), traceback="away")
    assert "没有失败的任务" not in page.get(PAGE).content.decode()


def test_a_long_queue_says_that_it_is_longer(cast: Cast) -> None:
    for _number in range(MOST_LINES + 1):
        run_periodic.enqueue(PERIODIC[0].name)
    page = signed_in(cast.root).get(PAGE).content.decode()
    assert f'<span class="chip">{MOST_LINES + 1}</span>' in page
    assert f"只列出前 {MOST_LINES} 项" in page


def test_runs_periodic_work_now(cast: Cast) -> None:
    client = signed_in(cast.root)
    answer = client.post(f"{PAGE}periodic/{PERIODIC[0].name}/runs", follow=True)
    assert str(PERIODIC[0].title) in answer.content.decode() or answer.status_code == 200
    assert QueuedTask.objects.get().args_kwargs["args"] == [PERIODIC[0].name]
    assert client.post(f"{PAGE}periodic/no-such-work/runs").status_code == 404


def test_tries_a_failed_task_again(cast: Cast) -> None:
    failed, client = failed_task(), signed_in(cast.root)
    address = f"{PAGE}failed/{failed.pk}/attempts"
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 404, "it does not stand among the failed any more"


def test_only_an_administrator_comes_here(cast: Cast) -> None:
    failed = failed_task()
    for person in (cast.max, cast.ling, cast.bo, cast.ada, cast.wei):
        client = signed_in(person)
        assert client.get(PAGE).status_code == 403
        assert client.post(f"{PAGE}periodic/{PERIODIC[0].name}/runs").status_code == 403
        assert client.post(f"{PAGE}failed/{failed.pk}/attempts").status_code == 403
    assert QueuedTask.objects.count() == 1


def test_asks_as_often_for_three_as_for_one(cast: Cast) -> None:
    client = signed_in(cast.root)
    counts = []
    for _ in range(3):
        failed_task()
        run_periodic.enqueue(PERIODIC[0].name)
        register_worker()
        PeriodicRun.objects.get_or_create(
            name=PERIODIC[len(counts) % len(PERIODIC)].name, defaults={"due_at": clock.now() + timedelta(hours=1)}
        )
        with CaptureQueriesContext(connection) as asked:
            page = client.get(PAGE).content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[2]
    assert len(re.findall("/attempts", page)) == 3
