"""`genjin run`: the whole product with one command; `genjin web`: the pages alone."""

import os
import socket
import sys
from contextlib import nullcontext
from typing import Annotated

import typer

from genjin.cli.frame import Refused, app, out, with_product
from genjin.cli.worker import PATIENCE, worker_beside
from genjin.config import env
from genjin.core.parent import PARENT
from genjin.core.terminal import said

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


Host = Annotated[str, typer.Option(help=said("The address to listen on."))]
Port = Annotated[int, typer.Option(min=1, max=65535, help=said("The port to listen on."))]
Demo = Annotated[bool, typer.Option("--demo", help=said("Fill an empty installation with demo data."))]


@app.command(
    help=said("Bring the database up to date, start web server and worker, and print the address and how to sign in.")
)
def run(host: Host = "127.0.0.1", port: Port = 8000, demo: Demo = False) -> None:
    """Bring the database up to date, start web server and worker, and print the address and how to sign in."""
    _run(host, port, demo, with_worker=True)


@app.command(help=said("Start the web server alone; “genjin worker” does the background work beside it."))
def web(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Start the web server alone; any number of workers may run beside it."""
    _run(host, port, demo=False, with_worker=False)


def _run(host: str, port: int, demo: bool, *, with_worker: bool) -> None:  # noqa: FBT001  an option
    if host not in LOOPBACK and not {"GENJIN_HOSTS", "GENJIN_HOSTS_FILE"} & set(os.environ):
        os.environ["GENJIN_HOSTS"] = ",".join(["localhost", "127.0.0.1", *sorted(_names_of_this_machine(host))])
    _start(host, port, demo, with_worker=with_worker)


def _names_of_this_machine(host: str) -> set[str]:
    """Return the names and addresses under which other machines may call this one."""
    name = socket.gethostname()
    try:
        addresses = {str(entry[4][0]) for entry in socket.getaddrinfo(name, None)}
    except OSError:
        addresses = set()
    wildcard = {"0.0.0.0", "::"}  # noqa: S104  compared with, not listened on
    return ({host, name, socket.getfqdn(), *addresses} - wildcard) - {""}


@with_product
def _start(host: str, port: int, demo: bool, *, with_worker: bool) -> None:  # noqa: FBT001  an option
    from django.utils.translation import gettext as _

    from genjin.people.queries.people import active_people
    from genjin.setup.database import data_in_use, leave_database, prepare_database

    _refuse_taken_port(host, port)
    prepare_database()
    with data_in_use():
        if not active_people().exists():
            if demo:
                out.print(_("First start: filling in the demo data …"), markup=False)
                _load_demo()
            else:
                _ask_for_first_administrator()
        _refuse_taken_port(host, port)  # filling in took a while, and web servers would share it without a word
        _print_how_to_sign_in(host, port)
        leave_database()
        with worker_beside() if with_worker else nullcontext():
            workers = env.number("GENJIN_WORKERS", _usual_processes())
            _serve(host, port, workers=workers, threads=env.number("GENJIN_THREADS", 4))


def _refuse_taken_port(host: str, port: int) -> None:
    from django.utils.translation import gettext as _

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                _("%(host)s:%(port)d cannot be listened on (%(reason)s); choose another with --port.")
                % {"host": host, "port": port, "reason": error.strerror}
            ) from error


def _load_demo() -> None:
    from genjin.core import clock
    from genjin.setup.demo import load_demo_data

    load_demo_data(today=clock.today())


def _ask_for_first_administrator() -> None:
    from django.utils.translation import gettext as _

    from genjin.people.operations.people import add_first_administrator

    username, password = env.text("GENJIN_ADMIN", "admin"), env.text("GENJIN_ADMIN_PASSWORD")
    if not password:
        if not sys.stdin.isatty():
            raise Refused(
                _("Nobody can sign in yet: set GENJIN_ADMIN_PASSWORD, run this in a terminal, or add --demo.")
            )
        out.print(_("Nobody can sign in yet. Who is the first administrator?"), markup=False)
        username = typer.prompt(_("User name"), default=username)
        password = typer.prompt(_("Password"), hide_input=True, confirmation_prompt=True)
    add_first_administrator(username=username, name=username, password=password)


def _print_how_to_sign_in(host: str, port: int) -> None:
    from django.utils.translation import gettext as _

    from genjin.setup.demo import demo_people_that_can_sign_in

    shown = f"[{host}]" if ":" in host else host
    out.print(f"\nGenjin 跟进: http://{shown}:{port}\n", markup=False, highlight=False)
    people = demo_people_that_can_sign_in()
    if people:
        out.print(_("Sign in as one of the demo people:"), markup=False)
        for person in people:
            line = f"  {person.username:<12} {person.password:<14} {person.name}  {person.role}"
            out.print(line, markup=False, highlight=False)
        if host not in LOOPBACK:
            out.print(_("Everybody who reaches this address knows these passwords: change them."), markup=False)
    else:
        out.print(_("Sign in with the user name and password that your administrator gave you."), markup=False)
    out.print(_("Stop with Ctrl C.") + "\n", markup=False)


def _usual_processes() -> int:
    """Return 2 where the machine has more than one core for us: a team of fifty keeps one busy (docs/benchmarks.md)."""
    return min(2, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _serve(host: str, port: int, *, workers: int, threads: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ[PARENT] = str(os.getpid())
    Granian(
        "genjin.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        workers_kill_timeout=PATIENCE,  # one that is told to end while it starts does not hear it
        blocking_threads=threads,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()
