"""Fifty people at once for minutes on end: pages and saves as they come, and everybody's page asking what is new.

    make bench ARGS="--only team"                    five minutes on 10,000 follow-ups, a table of a team of fifty
    make bench ARGS="--only team --seconds 30"       a short look

Everybody works in sessions of their own: think, read or save, think again. Beside that each page asks the feed every
second and a half and fetches the rows that others changed, as the browser does.
"""

import os
import statistics
import subprocess
import sys
import threading
import time
from http import HTTPStatus
from pathlib import Path

from answers import Answers
from clients import PORT, ROOT, children, resident, wait_for
from django.db import connection
from django.test import Client
from django.urls import reverse
from figures import Sheet
from filling import person
from pages import signed_in_client
from teammates import PEOPLE, Teammate

from genjin.live.operations.presence import be_present
from genjin.live.queries.presences import PLAN
from genjin.people.models import User
from genjin.people.operations.people import local_administrator
from genjin.pipeline.models import Project, TeamMember
from genjin.pipeline.operations.team import add_team_member
from genjin.planning.operations.project_profile import edit_project
from genjin.planning.queries.follow_ups import visible_follow_ups

ON_EACH_TEAM = 2
WARMING = 10
FEED_GOAL, P95_GOAL, GROWTH_GOAL = 3, 500, 30
TITLES = {
    "read": "reads: plan, search, project, board, today",
    "save": "saves: cells, new rows, ticks",
    "feed": "feed: what is new?",
    "rows": "feed: the rows that others changed",
    "presence": "presence",
}


def measure_team(sheet: Sheet, data: Path, seconds: int) -> None:
    """Measure the fifty against the running server, its worker beside it, and its memory at three times."""
    people = team_of_fifty()
    measure_feed(sheet, people[1])
    sessions = [Teammate(user, number) for number, user in enumerate(people)]
    connection.close()
    command = [ROOT / ".venv" / "bin" / "genjin", "run", "--port", str(PORT)]
    server = subprocess.Popen(command, env={**os.environ, "GENJIN_DATA": str(data)}, stdout=subprocess.DEVNULL)
    try:
        wait_for(("127.0.0.1", PORT))
        answers, memory = run_team(sessions, seconds, server.pid)
    finally:
        server.terminate()
        server.wait(20)
    tell(sheet, answers, memory, seconds)


def measure_feed(sheet: Sheet, person: User) -> None:
    """Measure the question that every open page asks every second and a half, and saying that one is at a row."""
    client, row = signed_in_client(person), visible_follow_ups(person)[0]
    known = quiet_cursor(client)

    def ask(_round: int) -> None:
        reply = client.get(reverse("live"), known | {"place": PLAN, "about": f"{row.project_id}"})
        assert reply.status_code == HTTPStatus.NO_CONTENT, reply.status_code  # noqa: S101  news must not count

    sheet.time("the feed, nothing new", ask, goal=FEED_GOAL, rounds=200)
    sheet.time("presence, its write", lambda _round: be_present(PLAN, project=None, row=row, cell="goal", by=person))


def quiet_cursor(client: Client) -> dict[str, str]:
    """Return what a page knows after which nothing is new: what happened within the last seconds is told twice."""
    known = {"after": "0"}
    while (reply := client.get(reverse("live"), known)).status_code != HTTPStatus.NO_CONTENT:
        known = {key: str(reply.json()[key]) for key in ("after", "unread")}
        time.sleep(1)
    return known


def run_team(sessions: list[Teammate], seconds: int, server: int) -> tuple[Answers, list[float]]:
    """Let everybody work; return the answers after the warming up, and the server's memory at start, middle and end."""
    answers, over = Answers(), threading.Event()
    threads = [
        threading.Thread(target=work, args=[answers, over], daemon=True)
        for teammate in sessions
        for work in (teammate.work, teammate.listen)
    ]
    for thread in threads:
        thread.start()
    time.sleep(WARMING)
    answers.forget()
    worked = processor_seconds(server)
    memory = [memory_of(server)]
    for _half in range(2):
        time.sleep(seconds / 2)
        memory.append(memory_of(server))
    answers.processor = processor_seconds(server) - worked
    over.set()
    for thread in threads:
        thread.join(40)
    return answers, memory


def tell(sheet: Sheet, answers: Answers, memory: list[float], seconds: int) -> None:
    """Put the figures on the sheet; name what went wrong."""
    everything = sorted(value for spent in answers.spent.values() for value in spent)
    sheet.put(f"{PEOPLE} people, {seconds} s: errors", sum(answers.wrong.values()), "", 0.5)
    sheet.put("  95 % of all answers within", percentile(everything, 95), "ms", P95_GOAL)
    sheet.put("  answers", len(everything) / seconds, "/s")
    for kind, title in TITLES.items():
        spent = sorted(answers.spent.get(kind, []))
        if spent:
            sheet.put(f"  {title}", len(spent) / seconds, "/s")
            sheet.put(f"    {kind}: median", statistics.median(spent), "ms")
            sheet.put(f"    {kind}: 95 % within", percentile(spent, 95), "ms", P95_GOAL)
    sheet.put("  cores that server and worker kept busy", answers.processor / seconds, "")
    for when, amount in zip(("at the start", "in the middle", "at the end"), memory, strict=True):
        sheet.put(f"  memory of server and worker {when}", amount, "MB")
    sheet.put("  memory at the end over the middle", memory[2] - memory[1], "MB", GROWTH_GOAL)
    for words, count in answers.wrong.most_common():
        print(f"  wrong: {count} × {words}", file=sys.stderr)


def percentile(ordered: list[float], share: int) -> float:
    """Return the value that this share of the ordered ones does not pass."""
    return ordered[min(len(ordered) * share // 100, len(ordered) - 1)]


def memory_of(server: int) -> float:
    """Return the memory of the server and all that it started, in MB."""
    return sum(resident(pid) for pid in [server, *children(server)])


def processor_seconds(server: int) -> float:
    """Return the processor time that the server and all that it started have used."""
    lines = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2] for pid in [server, *children(server)]]
    return sum(int(word) for line in lines for word in line.split()[11:13]) / os.sysconf("SC_CLK_TCK")


def team_of_fifty() -> list[User]:
    """Return the people; once, the projects are divided among them, with two others on the team of each."""
    by = local_administrator()
    people = [person(number, by) for number in range(PEOPLE)]
    projects = list(Project.objects.select_related("customer").order_by("pk"))
    if TeamMember.objects.filter(user__in=people).count() < len(projects):
        for number, project in enumerate(projects):
            edit_project(project, {"owner_id": people[number % PEOPLE].pk}, seen={}, by=by)
            for step in range(1, ON_EACH_TEAM + 1):
                add_team_member(project, people[(number + 7 * step) % PEOPLE], by=by)
    return people
