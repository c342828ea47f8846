"""Measure the pages of the forecast with 5,000 open and 50,000 ended projects.

Fills a data folder of its own in bulk, past the operations: fifty-five thousand projects would take them an hour.

    .venv/bin/python tools/measure_forecast.py                      build/measure-forecast, 5,000 + 50,000
    .venv/bin/python tools/measure_forecast.py --open 500 --ended 5000
"""

import argparse
import os
import random
import statistics
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 28)
PEOPLE = 60
PAGES = {
    "forecast, this quarter": "/forecast/",
    "forecast, the year by month": "/forecast/?period=2026&by=month",
    "forecast, one seller": "/forecast/?owner=3",
    "forecast as a part": "/forecast/?scope=department",
    "what if": "/forecast/what-if",
    "how good were we": "/forecast/record",
    "project": "/projects/50010/",
    "pipeline": "/pipeline/",
}


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description="Measure the forecast's pages.")
    parser.add_argument("--open", type=int, default=5_000, help="open projects")
    parser.add_argument("--ended", type=int, default=50_000, help="ended projects")
    parser.add_argument("--data", type=Path, default=ROOT / "build" / "measure-forecast")
    parser.add_argument("--times", type=int, default=15, help="how often each page is asked for")
    parser.add_argument("--pages-only", action="store_true", help="take the reckoning that is there")
    return parser.parse_args()


def main() -> None:
    """Fill what is missing, reckon, measure."""
    chosen = arguments()
    data = chosen.data.resolve() / f"{chosen.open}-{chosen.ended}"
    data.mkdir(parents=True, exist_ok=True)
    os.environ |= {"GENJIN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "genjin.config.settings"}
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  needs the settings above

    from genjin.core import clock  # noqa: PLC0415
    from genjin.people.models import User  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with clock.stopped_at(datetime(2026, 11, 28, 9, tzinfo=UTC)):
        if not User.objects.exists():
            fill(chosen.open, chosen.ended)
        if not chosen.pages_only:
            reckon()
        measure(chosen.times)


def fill(opened: int, ended: int) -> None:
    """Store people, customers, projects, follow-ups and outcomes."""
    from genjin.customers.models import Customer, CustomerType  # noqa: PLC0415
    from genjin.people.models import Department, Role, User  # noqa: PLC0415
    from genjin.pipeline.models import ForecastClass, OutcomeKind, Project, ProjectOutcome, Stage  # noqa: PLC0415
    from genjin.planning.models import FollowUp  # noqa: PLC0415

    dice = random.Random(7)
    departments = [Department.objects.create(name=f"部门 {number}") for number in range(6)]
    people = [
        User.objects.create(username=f"u{n}", name=f"销售{n}", department=departments[n % 6]) for n in range(PEOPLE)
    ]
    people.append(User.objects.create(username="root", name="管理员", role=Role.ADMINISTRATOR))
    kinds = CustomerType.values
    customers = Customer.objects.bulk_create(
        [Customer(name=f"客户 {n}", owner=people[n % PEOPLE], customer_type=kinds[n % len(kinds)]) for n in range(4000)]
    )
    stages = list(Stage.objects.order_by("position"))[:5]
    classes = [ForecastClass.COMMITTED, ForecastClass.BEST, ForecastClass.PIPELINE, ForecastClass.PIPELINE]
    projects, rows, outcomes = [], [], []
    for number in range(opened + ended):
        is_open = number >= ended
        begun = TODAY - timedelta(days=dice.randint(5, 150) if is_open else dice.randint(40, 1400))
        lasted = (TODAY - begun).days if is_open else min(int(dice.expovariate(1 / 70)) + 5, (TODAY - begun).days)
        amount = Decimal(round(dice.lognormvariate(13, 1.0), 2))
        reached = dice.randint(1, 5)
        project = Project(
            pk=number + 1, customer=customers[dice.randrange(4000)], name=f"项目 {number}",
            owner=people[number % PEOPLE],
            stage=stages[reached - 1], amount=None if dice.random() < 0.05 else round(amount, 2),
            forecast_class=dice.choice(classes), listed_on=TODAY, follow_ups_logged=reached + 2,
            close_on=None if dice.random() < 0.05 else TODAY + timedelta(days=dice.randint(-15, 150)),
            last_follow_up_on=TODAY - timedelta(days=dice.randint(0, 30)),
        )  # fmt: skip
        projects.append(project)
        for place in range(reached):
            day = begun + timedelta(days=lasted * place // reached)
            rows.append(FollowUp(project=project, number=place + 1, happened_on=day, listed_on=day, stage=stages[place],
                                 logged_at=datetime(2026, 1, 1, tzinfo=UTC)))  # fmt: skip
        if not is_open:
            kind = OutcomeKind.WON if dice.random() < 0.12 * reached else OutcomeKind.LOST
            day, moment = begun + timedelta(days=lasted), datetime(2026, 1, 1, tzinfo=UTC)
            outcomes.append(ProjectOutcome(project=project, kind=kind, decided_on=day, reason="-", created_at=moment))
    Project.objects.bulk_create(projects, batch_size=500)
    FollowUp.objects.bulk_create(rows, batch_size=500)
    ProjectOutcome.objects.bulk_create(outcomes, batch_size=500)


def reckon() -> None:
    """Reckon, and say how long it took."""
    from genjin.forecast.models import ForecastSnapshot  # noqa: PLC0415
    from genjin.forecast.operations.reckoning import refresh_forecast, take_snapshot  # noqa: PLC0415

    for name, step in (("reckoning with the back-test", refresh_forecast), ("odds and snapshot", take_snapshot)):
        before = time.perf_counter()
        snapshot = step(by=None)
        print(f"{name:32} {time.perf_counter() - before:7.1f} s")
    size = len(str(snapshot.open_projects)) + len(str(snapshot.won_projects))
    print(f"{'a snapshot':32} {size / 1000:7.0f} kB, {ForecastSnapshot.objects.count()} kept")
    # a week ago things stood otherwise: something to compare with
    ForecastSnapshot.objects.filter(pk=ForecastSnapshot.objects.order_by("pk").values("pk")[:1]).update(
        day=TODAY - timedelta(days=8)
    )


def measure(times: int) -> None:
    """Ask for each page, and print the medians of the server's time and how many queries it made."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from genjin.config import wsgi  # noqa: F401, PLC0415  as the server does, which tells the garbage collector what stays
    from genjin.people.models import User  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="root"))
    for name, address in PAGES.items():
        with CaptureQueriesContext(connection) as queries:
            reply = client.get(address)
        asked = len(queries)
        taken, busy = [], []
        for _ in range(times):
            before, worked = time.perf_counter(), time.process_time()
            client.get(address)
            taken.append(1000 * (time.perf_counter() - before))
            busy.append(1000 * (time.process_time() - worked))
        both = f"{statistics.median(taken):7.0f} ms, of which the processor {statistics.median(busy):5.0f}"
        print(f"{name:32} {both}  {asked:3} queries  {reply.status_code}")


if __name__ == "__main__":
    main()
