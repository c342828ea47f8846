"""What twenty clients get from the running server at once, and the memory it takes."""

import http.client
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse
from figures import Sheet
from sessions import signed_in_headers

from genjin.people.operations.people import local_administrator
from genjin.planning.models import FollowUp

ROOT = Path(__file__).resolve().parents[2]
PORT = 8765
CLIENTS, SECONDS = 20, 15
QUERIES = (
    "group=none",
    urlencode({"stage": "商务谈判"}),
    "scope=overdue",
    urlencode({"group": "none", "stage": "需求调研"}),
)
SOUGHT = ("预算", "语音审计", "等待客户组织评审", "数据平台", "友商报价", "付款节点", "王伟", "消防")


def measure_clients(sheet: Sheet, data: Path) -> None:
    """Measure twenty clients at once against the running server, and its memory."""
    address = ("127.0.0.1", PORT)
    command = [ROOT / ".venv" / "bin" / "genjin", "run", "--port", str(PORT)]
    connection.close()
    server = subprocess.Popen(command, env={**os.environ, "GENJIN_DATA": str(data)}, stdout=subprocess.DEVNULL)
    try:
        wait_for(address)
        run_clients(address, 3)
        spent = sorted(run_clients(address, SECONDS))
        memory = sum(resident(pid) for pid in [server.pid, *children(server.pid)])
    finally:
        server.terminate()
        server.wait(20)
    sheet.put(f"{CLIENTS} clients: 80 % page, 10 % search, 10 % save", len(spent) / SECONDS, "/s", 60, at_least=True)
    sheet.put("  median of their replies", statistics.median(spent) * 1000, "ms")
    sheet.put("  95 % of their replies within", spent[len(spent) * 95 // 100] * 1000, "ms", 600)
    sheet.put("memory of the server after that", memory, "MB", 250)


def run_clients(address: tuple[str, int], seconds: int) -> list[float]:
    """Let the clients ask for some seconds; return how long each answer took."""
    headers, rows = signed_in_headers(local_administrator()), list(FollowUp.objects.order_by("-pk")[:500])
    spent: list[float] = []
    refused: list[int] = []
    end = time.monotonic() + seconds

    def ask_again_and_again(number: int) -> None:
        server, chance = http.client.HTTPConnection(*address, timeout=30), random.Random(number)
        while time.monotonic() < end:
            began = time.perf_counter()
            ask(server, chance, chance.choice(rows), headers)
            reply = server.getresponse()
            reply.read()
            spent.append(time.perf_counter() - began)
            if reply.status != HTTPStatus.OK:
                refused.append(reply.status)

    threads = [threading.Thread(target=ask_again_and_again, args=[number]) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused:
        sys.exit(f"bench: the server answered {sorted(set(refused))} to {len(refused)} requests")
    return spent


def ask(server: http.client.HTTPConnection, chance: random.Random, row: FollowUp, headers: dict[str, str]) -> None:
    """Send one request: a page, mostly the one that opens first; words in the search box; a cell of a row."""
    plan, what = reverse("plan"), chance.random()
    if what < 0.4:
        server.request("GET", plan, headers=headers)
    elif what < 0.7:
        server.request("GET", f"{plan}?{chance.choice(QUERIES)}", headers=headers)
    elif what < 0.8:
        after = urlencode({"group": "none", "after": f"~{row.listed_on}~{row.pk}"})
        server.request("GET", f"{reverse('plan-rows')}?{after}", headers=headers)
    elif what < 0.9:
        server.request("GET", f"{plan}?{urlencode({'q': chance.choice(SOUGHT)})}", headers=headers)
    else:
        save = reverse("follow-up-cells", args=[row.pk])
        body = urlencode({"goal": f"第 {time.time_ns()} 次拜访"})
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        server.request("POST", save, body=body, headers=headers | form)


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
