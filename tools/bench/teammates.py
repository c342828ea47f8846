"""One of the fifty: what a person does in front of the pages, and what those pages do by themselves."""

import http.client
import json
import random
import re
import threading
import time
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from answers import Answers
from clients import PORT, SOUGHT
from django.urls import reverse
from sessions import signed_in_headers

from genjin.people.models import User
from genjin.pipeline.queries.projects import visible_projects
from genjin.planning.models import Action
from genjin.planning.queries.follow_ups import visible_follow_ups

PEOPLE = 50
THINKING = (1.0, 5.0)  # seconds between two deeds: three on the average
POLLING = 1.5
SAVING = 0.2
ROW = re.compile(rb'data-row="(\d+)" data-version="(\d+)" data-project="(\d+)"')
FINE = {HTTPStatus.OK, HTTPStatus.NO_CONTENT}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Teammate:
    """A person with a session, the rows in front of it, and two connections: its own, and that of its page."""

    def __init__(self, user: User, number: int) -> None:
        self.chance = random.Random(number)
        self.headers = signed_in_headers(user)
        self.projects = list(visible_projects(user).values_list("pk", flat=True)[:60])
        seen = visible_follow_ups(user)
        rows = seen.select_related("project__customer").order_by("-listed_on", "-pk")[:60]
        self.rows = [(row.pk, str(row.listed_on)) for row in rows]
        self.where = [f"{row.project.customer} / {row.project.name}" for row in rows]
        # of the oldest rows, whose steps nobody is writing anew, and nobody else's: what is gone or done is refused
        oldest = seen.order_by("listed_on", "pk").values_list("pk", flat=True)[:200]
        waiting = Action.objects.filter(follow_up__in=list(oldest), done_on=None)
        self.actions = [pk for pk in waiting.values_list("pk", flat=True) if pk % PEOPLE == number]
        # what its page shows: version and project of each row; and what it heard of events, people and unread news
        self.shown: dict[int, tuple[int, int]] = {}
        self.known: dict[str, object] = {"after": "0"}

    def work(self, answers: Answers, over: threading.Event) -> None:
        """Think, read or save, and think again."""
        server = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        over.wait(self.chance.uniform(0, THINKING[1]))
        while not over.is_set():
            if self.chance.random() < SAVING:
                self.save(server, answers)
            else:
                self.read(server, answers)
            over.wait(self.chance.uniform(*THINKING))

    def listen(self, answers: Answers, over: threading.Event) -> None:
        """Ask what is new, and fetch the rows that others changed."""
        server = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        over.wait(self.chance.uniform(0, POLLING))
        while not over.is_set():
            about = ",".join(str(project) for project in {project for _version, project in self.shown.values()})
            query = urlencode(self.known | {"place": "plan", "about": about})
            reply = self.ask(server, answers, "feed", "GET", f"{reverse('live')}?{query}")
            if reply:
                news = json.loads(reply)
                self.renew(server, answers, news)
                self.known = {"after": news["after"], "people": news["tag"], "unread": news["unread"]}
            over.wait(POLLING)

    def renew(self, server: http.client.HTTPConnection, answers: Answers, news: Mapping[str, object]) -> None:
        """Fetch what changed among the rows that the page shows."""
        changed = {change["project"] for change in news["changes"]}  # type: ignore[index,attr-defined]
        known = [
            f"{pk}.{version}"
            for pk, (version, project) in list(self.shown.items())
            if news["everything"] or project in changed
        ]
        if known:
            query = urlencode({"rows": ",".join(known)})
            self.see(self.ask(server, answers, "rows", "GET", f"{reverse('live-plan')}?{query}"))

    def read(self, server: http.client.HTTPConnection, answers: Answers) -> None:
        """Open a page: mostly the plan table, and what one looks up beside it."""
        what, plan = self.chance.random(), reverse("plan")
        if what < 0.5:
            self.shown = {}
            self.see(self.ask(server, answers, "read", "GET", plan))
        elif what < 0.65:
            pk, day = self.chance.choice(self.rows)
            after = urlencode({"group": "none", "after": f"~{day}~{pk}"})
            self.see(self.ask(server, answers, "read", "GET", f"{reverse('plan-rows')}?{after}"))
        elif what < 0.75:
            self.ask(server, answers, "read", "GET", f"{plan}?{urlencode({'q': self.chance.choice(SOUGHT)})}")
        elif what < 0.9:
            project = self.chance.choice(self.projects)
            self.ask(server, answers, "read", "GET", reverse("project", args=[project]))
        else:
            self.ask(server, answers, "read", "GET", reverse(self.chance.choice(["today", "pipeline"])))

    def save(self, server: http.client.HTTPConnection, answers: Answers) -> None:
        """Edit a cell, saying so first; add a row; or tick an action off."""
        what, (pk, _day) = self.chance.random(), self.chance.choice(self.rows)
        if what < 0.8:
            key, text = self.chance.choice(
                [("goal", "拜访"), ("note", "备注"), ("next_steps", "1. 提交方案（李娜/下周三）")]
            )
            self.ask(server, answers, "presence", "POST", f"{reverse('presence')}?place=plan&row={pk}&cell={key}")
            body = urlencode({key: f"{text} {time.time_ns()}"})
            self.see(self.ask(server, answers, "save", "POST", reverse("follow-up-cells", args=[pk]), body))
            self.ask(server, answers, "presence", "DELETE", f"{reverse('presence')}?place=plan")
        elif what < 0.9 or not self.actions:
            cells = {"customer_project": self.chance.choice(self.where), "goal": f"第 {time.time_ns()} 次"}
            self.ask(
                server, answers, "save", "POST", reverse("plan-cells"), json.dumps([{"row": None, "cells": cells}])
            )
        else:
            action = self.actions.pop()
            self.ask(server, answers, "save", "POST", reverse("action-completion", args=[action]))

    def see(self, html: bytes) -> None:
        """Remember the rows that a reply brought."""
        for pk, version, project in ROW.findall(html):
            self.shown[int(pk)] = (int(version), int(project))

    def ask(
        self,
        server: http.client.HTTPConnection,
        answers: Answers,
        kind: str,
        method: str,
        address: str,
        body: str | None = None,
    ) -> bytes:
        """Ask once; return what was answered, nothing where it went wrong."""
        began = time.perf_counter()
        try:
            server.request(method, address, body=body and body.encode(), headers=self.headers | (FORM if body else {}))
            reply = server.getresponse()
            content = reply.read()
        except (OSError, http.client.HTTPException) as error:
            server.close()
            answers.note(kind, time.perf_counter() - began, repr(error))
            return b""
        is_fine = reply.status in FINE
        answers.note(kind, time.perf_counter() - began, "" if is_fine else f"{reply.status} {method} {address[:60]}")
        return content if is_fine else b""
