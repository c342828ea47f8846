"""What twenty clients get from the running server at once, and the memory it takes."""

import http.client
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test import Client
from django.urls import reverse
from django.utils.crypto import get_random_string
from figures import report

from genjin.people.operations.people import local_administrator
from genjin.planning.models import FollowUp

ROOT = Path(__file__).resolve().parents[2]
PORT = 8765
CLIENTS, SECONDS = 20, 15


def measure_clients(data: Path) -> None:
    """Measure twenty clients at once against the running server, and its memory."""
    address = ("127.0.0.1", PORT)
    server = subprocess.Popen(
        [ROOT / ".venv" / "bin" / "genjin", "run", "--port", str(PORT)],
        env={**os.environ, "GENJIN_DATA": str(data)},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(address)
        spent = run_clients(address)
        memory = sum(resident(pid) for pid in [server.pid, *children(server.pid)])
    finally:
        server.terminate()
        server.wait(20)
    spent.sort()
    rate = len(spent) / SECONDS
    print(f"  {'twenty clients (80 % page, 10 % search, save)':44} {rate:8.0f} /s  (aim ≥ 60)")
    report("  95 % of them within", spent[len(spent) * 95 // 100] * 1000, 600)
    print(f"  {'memory of the server':44} {memory:8.0f} MB  (aim ≤ 250)")


def run_clients(address: tuple[str, int]) -> list[float]:
    """Let the clients ask for some seconds; return how long each answer took."""
    headers, rows = signed_in_headers(), list(FollowUp.objects.values_list("pk", flat=True)[:500])
    plan, spent, refused, end = reverse("plan"), [], [], time.monotonic() + SECONDS

    def ask(connection: http.client.HTTPConnection, chance: random.Random) -> None:
        what = chance.random()
        if what < 0.8:
            connection.request("GET", plan, headers=headers)
        elif what < 0.9:
            connection.request("GET", f"{plan}?{urlencode({'q': '预算'})}", headers=headers)
        else:
            save = reverse("follow-up-cells", args=[chance.choice(rows)])
            body = urlencode({"goal": f"第 {time.time_ns()} 次拜访"})
            form = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", save, body=body, headers=headers | form)
        reply = connection.getresponse()
        reply.read()
        if reply.status != HTTPStatus.OK:
            refused.append(reply.status)

    def ask_again_and_again(number: int) -> None:
        connection, chance = http.client.HTTPConnection(*address, timeout=30), random.Random(number)
        while time.monotonic() < end:
            began = time.perf_counter()
            ask(connection, chance)
            spent.append(time.perf_counter() - began)

    threads = [threading.Thread(target=ask_again_and_again, args=[number]) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused:
        sys.exit(f"bench: the server answered {sorted(set(refused))} to {len(refused)} requests")
    return spent


def signed_in_headers() -> dict[str, str]:
    """Return the headers of a browser in which the administrator is signed in."""
    client, token = Client(), get_random_string(CSRF_SECRET_LENGTH)
    client.force_login(local_administrator(), backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}"
    return {"Cookie": cookies, "X-CSRFToken": token}


def wait_for(address: tuple[str, int]) -> None:
    """Wait until the server answers."""
    for _ in range(200):
        try:
            http.client.HTTPConnection(*address, timeout=1).request("GET", "/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("bench: the server did not start")


def children(parent: int) -> Iterator[int]:
    """Yield the processes that this one started, and theirs."""
    for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        yield int(child)
        yield from children(int(child))


def resident(pid: int) -> float:
    """Return the memory of one process in MB, shared pages counted by share."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024
