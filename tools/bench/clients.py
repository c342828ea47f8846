"""What twenty clients get from the running server at once, and the memory it takes."""

import http.client
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse
from figures import report

from genjin.people.operations.people import local_administrator

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
    print(f"  {'twenty clients (90 % page, 10 % search)':44} {rate:8.0f} /s  (aim ≥ 60)")
    report("  95 % of them within", spent[len(spent) * 95 // 100] * 1000, 600)
    print(f"  {'memory of the server':44} {memory:8.0f} MB  (aim ≤ 250)")


def run_clients(address: tuple[str, int]) -> list[float]:
    """Let the clients ask for some seconds; return how long each answer took."""
    client = Client()
    client.force_login(local_administrator(), backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"}
    plan, spent, end = reverse("plan"), [], time.monotonic() + SECONDS

    def ask() -> None:
        connection = http.client.HTTPConnection(*address, timeout=30)
        chance = random.Random(threading.get_ident())
        while time.monotonic() < end:
            query = "?q=%E9%A2%84%E7%AE%97" if chance.random() < 0.1 else ""
            began = time.perf_counter()
            connection.request("GET", plan + query, headers=cookie)
            reply = connection.getresponse()
            reply.read()
            if reply.status != 200:
                sys.exit(f"bench: the server answered {reply.status}")
            spent.append(time.perf_counter() - began)

    threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return spent


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
