"""Every address of projects, customers and their entries, asked by everybody: what is not seen is not there (404),
what is seen but not allowed is refused (403)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver

from genjin.pipeline.models import ExitCriterion, ProjectEntry, Stage, Stakeholder, TeamMember
from genjin.pipeline.operations.customer_files import keep_files
from genjin.pipeline.operations.entries import add_entry, delete_entry
from genjin.pipeline.operations.projects import add_customer
from genjin.planning.models import Goal
from genjin.planning.operations.attachments import attach_files
from genjin.planning.operations.buying_signals import dismiss_signal
from genjin.text.cells import ActionItem, AnsweredItem
from genjin.web.entries.kinds import KINDS, Entry, EntryKind
from tests.cast import Cast
from tests.web.pages import signed_in

READERS = ("ling", "bo", "max", "root", "ada")
WRITERS = ("ling", "bo", "max", "root")
# what a kind needs beside its defaults to be stored
VALUES: dict[str, dict[str, object]] = {
    "need": {"content": "无纸化"},
    "competitor": {"name": "恒拓软件"},
    "goal": {"content": "进入短名单"},
    "strategy": {"content": "先谈产能"},
    "value-sheet": {"kind": "return", "title": "三年总成本"},
    "criterion-check": {"evidence": "纪要", "met_on": date(2026, 3, 10)},
    "stakeholder": {"placeholder": "财务总监"},
    "unit": {"name": "采购部"},
    "contact": {"name": "刘总"},
    "customer-competitor": {"name": "恒拓软件"},
}


@dataclass(frozen=True)
class Ask:
    """One request; `writes` if a guest must be refused."""

    name: str
    method: str
    address: str
    writes: bool


def stored(cast: Cast, kind: EntryKind) -> Entry:
    owner = cast.project if kind.is_of_projects else cast.customer
    values = VALUES.get(kind.key, {}) | OF_PEOPLE.get(kind.key, lambda _cast: {})(cast)
    if kind.key == "criterion-check":  # each criterion is met once
        values["criterion"] = ExitCriterion.objects.exclude(checks__project=cast.project).first()
    return add_entry(kind.blank(owner, **values), by=cast.ling)


def role(cast: Cast) -> Stakeholder:
    return add_entry(Stakeholder(project=cast.project, placeholder="财务总监"), by=cast.ling)


def fact_values(cast: Cast) -> dict[str, object]:
    return {"stakeholder": role(cast), "attitude": 1, "quote": "好"}


def line_values(cast: Cast) -> dict[str, object]:
    return {"source": role(cast), "target": role(cast)}


OF_PEOPLE = {"attitude-fact": fact_values, "stakeholder-line": line_values}


def entry_asks(cast: Cast) -> Iterator[Ask]:
    for kind in KINDS.values():
        place, pk = ("project", cast.project.pk) if kind.is_of_projects else ("customer", cast.customer.pk)
        yield Ask(f"new-{place}-entry", "GET", f"/{place}s/{pk}/entries/{kind.key}/new", writes=True)
        yield Ask(f"{place}-entries", "POST", f"/{place}s/{pk}/entries/{kind.key}", writes=True)
        entry, gone = stored(cast, kind), delete_entry(stored(cast, kind), by=cast.ling)
        yield Ask("entry", "GET", f"/entries/{kind.key}/{entry.pk}/", writes=False)
        yield Ask("entry", "POST", f"/entries/{kind.key}/{entry.pk}/", writes=True)
        yield Ask("entry", "DELETE", f"/entries/{kind.key}/{entry.pk}/", writes=True)
        yield Ask("entry-restoration", "POST", f"/entries/{kind.key}/{gone.pk}/restoration", writes=True)


def project_asks(cast: Cast) -> Iterator[Ask]:
    place, member = f"/projects/{cast.project.pk}", TeamMember.objects.get(user=cast.ada)
    yield Ask("project", "GET", f"{place}/", writes=False)
    yield Ask("plan-book-docx", "GET", f"{place}/plan-book.docx", writes=False)
    yield Ask("plan-book-pdf", "GET", f"{place}/plan-book.pdf", writes=False)
    yield Ask("project-module", "GET", f"{place}/modules/profile", writes=False)
    yield Ask("project-profile", "GET", f"{place}/profile", writes=False)
    yield Ask("project-profile", "POST", f"{place}/profile", writes=True)
    yield Ask("project-stage", "GET", f"{place}/stage?to={Stage.objects.get(position=1).pk}", writes=True)
    yield Ask("project-stage", "POST", f"{place}/stage?to={Stage.objects.get(position=1).pk}", writes=True)
    yield Ask("project-outcome", "GET", f"{place}/outcome", writes=True)
    yield Ask("project-outcome", "POST", f"{place}/outcome", writes=True)
    yield Ask("project-outcome", "DELETE", f"{place}/outcome", writes=True)
    yield Ask("project-playbook", "GET", f"{place}/playbook?type=cost", writes=True)
    yield Ask("project-playbook", "POST", f"{place}/playbook?type=cost", writes=True)
    goal = add_entry(Goal(project=cast.project, content="短名单"), by=cast.ling)
    yield Ask("goal-completion", "POST", f"{place}/goals/{goal.pk}/completion", writes=True)
    yield Ask("goal-completion", "DELETE", f"{place}/goals/{goal.pk}/completion", writes=True)
    yield Ask("new-team-member", "GET", f"{place}/team/new", writes=True)
    yield Ask("project-team", "POST", f"{place}/team", writes=True)
    yield Ask("team-member", "GET", f"{place}/team/{member.pk}", writes=False)
    yield Ask("team-member", "POST", f"{place}/team/{member.pk}", writes=True)
    yield Ask("team-member", "DELETE", f"{place}/team/{member.pk}", writes=True)


def people_asks(cast: Cast) -> Iterator[Ask]:
    people, person = f"/projects/{cast.project.pk}/people/", role(cast).pk
    yield Ask("people", "GET", people, writes=False)
    yield Ask("new-people", "GET", f"{people}new", writes=True)
    yield Ask("new-people", "POST", f"{people}new", writes=True)
    yield Ask("person", "GET", f"/stakeholders/{person}/", writes=False)
    yield Ask("person-place", "GET", f"/stakeholders/{person}/place", writes=True)
    yield Ask("person-place", "POST", f"/stakeholders/{person}/place", writes=True)


def plan_item_asks(cast: Cast) -> Iterator[Ask]:
    place, steps = f"/projects/{cast.project.pk}", {"action": "completion", "objection": "risk", "risk": "closing"}
    row = cast.log(
        next_steps=[ActionItem("提交方案", None, None), ActionItem("约赵总", None, None)],
        objections=[AnsweredItem("太贵", None), AnsweredItem("太慢", None)],
        risks=[AnsweredItem("对手低价", None), AnsweredItem("人员变动", None)],
    )
    for kind, items in (("action", row.actions), ("objection", row.objections), ("risk", row.risks)):
        if kind != "objection":
            yield Ask("new-plan-item", "GET", f"{place}/items/{kind}/new", writes=True)
            yield Ask("plan-items", "POST", f"{place}/items/{kind}", writes=True)
        kept, gone = items.all()[:2]
        yield Ask("plan-item", "GET", f"/items/{kind}/{kept.pk}/", writes=False)
        yield Ask("plan-item", "POST", f"/items/{kind}/{kept.pk}/", writes=True)
        yield Ask("plan-item-step", "GET", f"/items/{kind}/{kept.pk}/{steps[kind]}", writes=True)
        yield Ask("plan-item-step", "POST", f"/items/{kind}/{kept.pk}/{steps[kind]}", writes=True)
        yield Ask("plan-item", "DELETE", f"/items/{kind}/{gone.pk}/", writes=True)
        yield Ask("plan-item-restoration", "POST", f"{place}/items/{kind}/{gone.pk}/restoration", writes=True)
    yield Ask("log-contact", "GET", f"{place}/contact", writes=True)
    yield Ask("log-contact", "POST", f"{place}/contact", writes=True)
    yield Ask("contact-details", "GET", f"/follow-ups/{row.pk}/details", writes=False)
    yield Ask("contact-details", "POST", f"/follow-ups/{row.pk}/details", writes=True)


def today_asks(cast: Cast) -> Iterator[Ask]:
    step = cast.log(next_steps=[ActionItem("提交方案", None, None)]).actions.get()
    yield Ask("today-completion", "POST", f"/today/actions/{step.pk}/completion", writes=True)
    yield Ask("today-completion", "DELETE", f"/today/actions/{step.pk}/completion", writes=True)


def history_asks(cast: Cast) -> Iterator[Ask]:
    yield Ask("project-changes", "GET", f"/projects/{cast.project.pk}/changes", writes=False)
    yield Ask("project-restorations", "POST", f"/projects/{cast.project.pk}/restorations", writes=True)


def health_asks(cast: Cast) -> Iterator[Ask]:
    place = f"/projects/{cast.project.pk}/health"  # a plan without a dated next step
    yield Ask("project-health", "GET", place, writes=False)
    for method in ("GET", "POST", "DELETE"):
        yield Ask("alert-snooze", method, f"{place}/P1/snooze", writes=True)
    yield Ask("alert-verdict", "GET", f"{place}/P1/verdict", writes=True)
    yield Ask("alert-verdict", "POST", f"{place}/P1/verdict", writes=True)


def plan_book_asks(cast: Cast) -> Iterator[Ask]:
    yield Ask("plan-book-docx", "GET", f"/projects/{cast.project.pk}/plan-book.docx", writes=False)
    yield Ask("plan-book-pdf", "GET", f"/projects/{cast.project.pk}/plan-book.pdf", writes=False)


def customer_asks(cast: Cast) -> Iterator[Ask]:
    here = f"/customers/{cast.customer.pk}"
    unit, contact = stored(cast, KINDS["unit"]), stored(cast, KINDS["contact"])
    kept, gone, fetched = keep_files(cast.customer, papers(3), by=cast.ling)
    delete_entry(gone, by=cast.ling)
    yield Ask("customer", "GET", f"{here}/", writes=False)
    yield Ask("customer-profile", "GET", f"{here}/profile", writes=False)
    yield Ask("customer-profile", "POST", f"{here}/profile", writes=True)
    yield Ask("customer-timeline", "GET", f"{here}/timeline", writes=False)
    yield Ask("similar-customers", "GET", f"{here}/similar", writes=False)
    yield Ask("customer-merger", "GET", f"{here}/merger", writes=True)
    yield Ask("customer-merger", "POST", f"{here}/merger", writes=True)
    yield Ask("unit-parent", "POST", f"{here}/units/{unit.pk}/parent", writes=True)
    yield Ask("contact-unit", "POST", f"{here}/contacts/{contact.pk}/unit", writes=True)
    yield Ask("customer-files", "POST", f"{here}/files", writes=True)
    yield Ask("customer-file", "GET", f"{here}/files/{fetched.pk}/", writes=False)
    yield Ask("customer-file", "DELETE", f"{here}/files/{kept.pk}/", writes=True)
    yield Ask("customer-file-restoration", "POST", f"{here}/files/{gone.pk}/restoration", writes=True)


def attachment_asks(cast: Cast) -> Iterator[Ask]:
    row = cast.log(goal="完成访谈")
    kept, gone, fetched = attach_files(row, papers(3), by=cast.ling)
    delete_entry(gone, by=cast.ling)
    yield Ask("attachments", "GET", f"/follow-ups/{row.pk}/attachments", writes=False)
    yield Ask("attachments", "POST", f"/follow-ups/{row.pk}/attachments", writes=True)
    yield Ask("attachment", "GET", f"/attachments/{fetched.pk}/", writes=False)
    yield Ask("attachment", "DELETE", f"/attachments/{kept.pk}/", writes=True)
    yield Ask("attachment-restoration", "POST", f"/attachments/{gone.pk}/restoration", writes=True)


def plan_row_asks(cast: Cast) -> Iterator[Ask]:
    row = cast.log(next_steps=[ActionItem("提交方案", None, None)])
    action = row.actions.get()
    yield Ask("follow-up", "GET", f"/plan/follow-ups/{row.pk}/", writes=False)
    yield Ask("follow-up-cells", "POST", f"/plan/follow-ups/{row.pk}/cells", writes=True)
    yield Ask("action-completion", "POST", f"/plan/actions/{action.pk}/completion", writes=True)
    yield Ask("action-completion", "DELETE", f"/plan/actions/{action.pk}/completion", writes=True)
    yield Ask("row-source", "GET", f"/imports/rows/{row.pk}/source", writes=False)


def signal_asks(cast: Cast) -> Iterator[Ask]:
    row = cast.log(feedback="预算被砍，友商降价，方案认可")
    one, other, decided = row.signals.order_by("pk")
    dismiss_signal(decided, by=cast.ling)
    yield Ask("signal-confirmation", "POST", f"/signals/{one.pk}/confirmation", writes=True)
    yield Ask("signal-dismissal", "POST", f"/signals/{other.pk}/dismissal", writes=True)
    yield Ask("signal-reopening", "POST", f"/signals/{decided.pk}/reopening", writes=True)
    yield Ask("follow-up-signals", "GET", f"/follow-ups/{row.pk}/signals", writes=True)
    yield Ask("follow-up-signals", "POST", f"/follow-ups/{row.pk}/signals", writes=True)


def papers(count: int) -> list[ContentFile]:
    return [ContentFile(PDF, f"纪要 {number}.pdf") for number in range(count)]


PDF = b"%PDF-1.7 minutes"
# only who owns both customers, or stands above, parts them: see tests/web/customers
# a proposal leads to another form: see tests/web/signals
ASKED_ELSEWHERE = {"customer-parting", "signal-proposal"}
EVERY: tuple[Callable[[Cast], Iterator[Ask]], ...] = (
    entry_asks,
    project_asks,
    people_asks,
    plan_item_asks,
    health_asks,
    today_asks,
    plan_book_asks,
    history_asks,
    customer_asks,
    attachment_asks,
    plan_row_asks,
    signal_asks,
)
PLACES = (
    *("projects/", "customers/", "entries/", "items/", "follow-ups/", "stakeholders/", "attachments/"),
    *("plan/follow-ups/", "plan/actions/", "imports/rows/", "today/", "notes/", "signals/"),
)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:  # noqa: ANN001
    settings.MEDIA_ROOT = tmp_path


def asks(cast: Cast) -> list[Ask]:
    return [ask for some in EVERY for ask in some(cast)]


@pytest.mark.usefixtures("phrases")
@pytest.mark.parametrize("who", [*READERS, "wei"])
def test_who_sees_what(cast: Cast, who: str) -> None:
    client, wrong = signed_in(getattr(cast, who)), []
    for ask in asks(cast):
        reply = client.generic(ask.method, ask.address)
        status = reply.status_code
        if reply.streaming:  # a file; read to its end, it is closed
            reply.getvalue()
        if who not in READERS:
            right = status == 404
        elif who not in WRITERS and ask.writes:
            right = status == 403
        else:
            right = status in {200, 204, 409, 422}
        wrong += [] if right else [(ask.method, ask.address, status)]
    assert wrong == []


@pytest.mark.parametrize("who", [*READERS, "wei"])
def test_who_gets_the_files(cast: Cast, who: str) -> None:
    [paper] = keep_files(cast.customer, papers(1), by=cast.ling)
    [attached] = attach_files(cast.log(), papers(1), by=cast.bo)
    client = signed_in(getattr(cast, who))
    for address in (f"/customers/{cast.customer.pk}/files/{paper.pk}/", f"/attachments/{attached.pk}/"):
        reply = client.get(address)
        if who in READERS:
            assert reply.getvalue() == PDF
        else:
            assert reply.status_code == 404
            assert PDF not in reply.content
    # not under the name of another customer, nor by the place in the storage
    other = add_customer(name="别人的客户", by=getattr(cast, who if who in WRITERS else "root"))
    assert client.get(f"/customers/{other.pk}/files/{paper.pk}/").status_code == 404
    assert client.get(f"/files/{attached.file.name}").status_code == 404


def test_every_address_of_projects_and_customers_is_asked(cast: Cast) -> None:
    asked = {ask.name for ask in asks(cast)}
    known = {name for name, route in routes() if route.startswith(PLACES) and "<" in route}
    assert known <= asked | ASKED_ELSEWHERE


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern.name or route, route
        else:
            yield from routes(pattern, route)


def test_every_kind_is_asked() -> None:
    assert set(VALUES) | set(OF_PEOPLE) | {"budget-fact"} >= set(KINDS)
    assert all(issubclass(kind.model, ProjectEntry) or not kind.is_of_projects for kind in KINDS.values())
