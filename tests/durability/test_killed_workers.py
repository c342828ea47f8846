"""Four workers, killed with -9 at random and started again: each reminder is sent once or flagged, and none is lost.

The suite does it with some, `PROOF_REMINDERS=1000 .venv/bin/pytest -s tests/durability/test_killed_workers.py` with all
of them; it prints what happened (docs/benchmarks.md).
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.durability.test_kill import environment, own_database  # noqa: F401  the fixture
from tests.notifications.fake_chat import FakeChat, fake_chat

REMINDERS = int(os.environ.get("PROOF_REMINDERS", "32"))
PATIENCE = 90 + REMINDERS
WORKERS, ENOUGH = 4, 3

FILL = """
import os, sys, django
django.setup()
from genjin.core import clock
from genjin.setup.database import prepare_database
prepare_database()
from genjin.notifications.models import Channel, Preference
from genjin.notifications.operations.robots import queue_post
from genjin.people.models import User
from genjin.people.operations.people import add_first_administrator
from genjin.pipeline.models import TeamMember
from genjin.pipeline.operations.projects import find_or_add_project
from genjin.planning.models import Action, Place
count, host, kind = int(sys.argv[1]), sys.argv[2], sys.argv[3]
root = add_first_administrator(username="root", name="管理员", password="long enough 8")
project = find_or_add_project("客户", "项目", by=root)
now, today = clock.now(), clock.today()
if kind == "wecom":
    address = f"http://{host}/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4"
    robot = Channel.objects.create(kind=kind, name="群", address=address, created_at=now)
    for number in range(count):
        queue_post(robot, f"周报 {number}", "…")
else:
    people = User.objects.bulk_create([User(username=f"p{n}", name=f"人{n}") for n in range(count)])
    paces = {"action_due": {"webhook": "now"}}
    hours = {"quiet_from": None, "quiet_until": None, "paces": paces}
    Preference.objects.bulk_create([Preference(person=person, **hours) for person in people])
    TeamMember.objects.bulk_create([TeamMember(project=project, user=person) for person in people])
    Channel.objects.bulk_create([
        Channel(kind="webhook", name="hook", person=person, address=f"http://{host}/hooks/{person.pk}", created_at=now)
        for person in people
    ])
    actions = Action.objects.bulk_create([
        Action(project=project, place=Place.PLAN, position=n, content=f"做 {n}", owner_words=person.name, due_on=today)
        for n, person in enumerate(people)
    ])
    through = Action.doers.through
    through.objects.bulk_create([through(action=a, user=p) for a, p in zip(actions, people, strict=True)])
"""

WORK = """
import time, django
django.setup()
from genjin.jobs.schedule import STEPS
steps = [step for step in STEPS if step.name in {"fan-out", "remind", "deliver", "stale-deliveries"}]
assert len(steps) == 4
while True:
    if not any([step.run() for step in steps]):
        time.sleep(0.05)
"""

# what a dead worker held is taken back after five minutes: let them have passed
FINISH = """
import json, django
django.setup()
from datetime import timedelta
from genjin.core import clock
from genjin.jobs.schedule import STEPS
from genjin.notifications.models import Delivery, NotificationLine
steps = [step for step in STEPS if step.name in {"fan-out", "remind", "deliver", "stale-deliveries"}]
with clock.stopped_at(clock.now() + timedelta(minutes=6)):
    while any([step.run() for step in steps]):
        pass
deliveries = [
    {"key": f"genjin-{it.pk}-{it.created_at:%Y%m%d%H%M%S%f}", "title": it.title, "state": it.state,
     "is_flagged": it.flagged_at is not None}
    for it in Delivery.objects.order_by("pk")
]
told = list(NotificationLine.objects.filter(topic="action_due").values_list("notification__person", "count"))
print(json.dumps({"deliveries": deliveries, "told": told}))
"""


@dataclass
class Workers:
    """The processes; one that dies by itself fails the test."""

    environment: dict[str, str]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    kills: int = 0

    def start(self) -> None:
        command = [sys.executable, "-c", WORK]
        self.running.append(subprocess.Popen(command, env=self.environment))  # noqa: S603  our own words

    def kill_one(self, at: int) -> None:
        worker = self.running.pop(at)
        assert worker.poll() is None, "a worker ended by itself"
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        self.kills += 1

    def kill_all(self) -> None:
        for worker in self.running:
            worker.kill()
            worker.wait()


def run(script: str, environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603  likewise
    return done.stdout


def kill_until_all_arrived(workers: Workers, chat: FakeChat, count: int) -> None:
    """Kill one of them whenever a few more have arrived, at whatever it is just doing, until nothing more comes."""
    dice, end, last, since, next_kill = random.Random(7), time.monotonic() + PATIENCE, 0, time.monotonic(), 1
    for _ in range(WORKERS):
        workers.start()
    while time.monotonic() < end:
        time.sleep(dice.uniform(0, 0.05))
        arrived = len(chat.arrived)
        if arrived != last:
            last, since = arrived, time.monotonic()
        # what the dead hold arrives only when it is taken back: an end to what comes is the end of this part
        if arrived >= count or (arrived and time.monotonic() - since > (3 if workers.kills >= ENOUGH else 12)):
            return
        chat.slow = 0.02 if workers.kills >= ENOUGH else 0.5
        if arrived >= next_kill:
            workers.kill_one(dice.randrange(len(workers.running)))
            workers.start()
            next_kill = arrived + min(count // 8, 60)


@pytest.mark.parametrize("kind", ["webhook", "wecom"])
def test_each_is_sent_once_or_flagged_and_none_is_lost(tmp_path: Path, own_database: str, kind: str) -> None:  # noqa: F811
    count = REMINDERS if kind == "webhook" else max(REMINDERS // 2, 32)
    with fake_chat() as chat:
        variables = {"GENJIN_WEBHOOKS_INSIDE": "1", "GENJIN_ROBOT_HOSTS": chat.host, "GENJIN_SECRET_KEY": "proof"}
        values = environment(tmp_path, own_database) | variables
        run(FILL, values, str(count), chat.host, kind)
        workers, began = Workers(values), time.monotonic()
        try:
            kill_until_all_arrived(workers, chat, count)
        finally:
            workers.kill_all()
        took = time.monotonic() - began
        chat.slow = 0
        found: dict[str, Any] = json.loads(run(FINISH, values))
        arrivals = arrivals_of(chat, kind)
    deliveries = found["deliveries"]
    flagged = [it for it in deliveries if it["is_flagged"]]
    report(kind, count, workers.kills, took, flagged, arrivals)
    assert workers.kills >= ENOUGH
    assert len(deliveries) == count
    for it in deliveries:
        times = arrivals[it["key"] if kind == "webhook" else it["title"]]
        if kind == "webhook":  # sent again under the same key where it was perhaps sent
            assert it["state"] == "sent"
            assert times == 1 or (it["is_flagged"] and times == 2), it
        else:  # a chat shows twice what is sent twice: flagged, and left to the administrator
            assert (it["state"], times) == ("sent", 1) or (it["state"] == "unsure" and it["is_flagged"] and times <= 1)
    if kind == "webhook":
        assert sorted(counted for _person, counted in found["told"]) == [1] * count
        assert len({person for person, _counted in found["told"]}) == count


def arrivals_of(chat: FakeChat, kind: str) -> Counter[str]:
    if kind == "webhook":
        return chat.keys
    titles = (it["body"]["markdown"]["content"].splitlines()[0].strip("*") for it in chat.arrived)
    return Counter(titles)


def report(kind: str, count: int, kills: int, took: float, flagged: list[Any], arrivals: Counter[str]) -> None:
    twice = sum(times > 1 for times in arrivals.values())
    print(  # noqa: T201  for whoever runs it with -s
        f"\n{kind}: {count} to send, {WORKERS} workers, {kills} killed in {took:.0f} s: {len(arrivals)} arrived, "
        f"{twice} of them twice, {len(flagged)} flagged, {count - len(arrivals)} never arrived"
    )
