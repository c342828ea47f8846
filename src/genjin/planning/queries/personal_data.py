"""Everything that is kept of a person at a customer, as far as the asking person may see it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model, Q

from genjin.activity.models import ActivityEvent
from genjin.activity.tracking import values_of
from genjin.customers.models import Contact
from genjin.people.models import User
from genjin.pipeline.models import AttitudeFact, BudgetFact, Need, Project, Stakeholder, StakeholderLine
from genjin.pipeline.queries.customers import visible_files
from genjin.pipeline.queries.projects import visible_projects
from genjin.planning.models import FollowUp, Objection
from genjin.planning.queries.attachments import visible_attachments
from genjin.planning.queries.follow_ups import visible_follow_ups
from genjin.planning.queries.name_places import name_places

Rows = list[dict[str, Any]]
SHORTEST_NAME, SHORTEST_NUMBER = 2, 5  # characters; shorter ones stand in other words as well
TESTIMONIES: Sequence[type[AttitudeFact | BudgetFact | Need]] = (AttitudeFact, BudgetFact, Need)
HIDDEN = {"deleted_at", "position"}
MOST_FILES = 100


def names_of(contact: Contact) -> list[str]:
    """Return the words under which texts may hold this person: every name it had, telephone, e-mail."""
    events = ActivityEvent.objects.filter(target_type="contact", target_id=contact.pk, kind="contact.edited")
    earlier = [pair[0] for event in events for name, pair in event.detail.get("changes", {}).items() if name == "name"]
    names = [name.strip() for name in (contact.name, *earlier) if name and len(name.strip()) >= SHORTEST_NAME]
    reached_by = [word.strip() for word in (contact.phone, contact.email) if len(word.strip()) >= SHORTEST_NUMBER]
    return list(dict.fromkeys([*names, *reached_by]))


def contact_data(contact: Contact, user: User) -> dict[str, Any]:
    """Return all that is kept of a contact, by what it is; values as they stand in JSON.

    What lies in projects that this person may not see is left out, and so are private notes of others; files are
    named, not read.
    """
    projects = visible_projects(user).filter(customer=contact.customer_id)
    names = names_of(contact)
    stakes = Stakeholder.objects.filter(contact=contact, project__in=projects).select_related("project__customer")
    return {
        "contact": {**_plain(contact), "customer": str(contact.customer), "unit": str(contact.unit or "")},
        "stakeholder": [_in_project(row) for row in stakes],
        "attitudes": _rows(AttitudeFact.objects.filter(stakeholder__in=stakes)),
        "lines": _lines(stakes),
        "follow_ups": _follow_ups(contact, user),
        "objections": _rows(Objection.objects.filter(raised_by=contact, project__in=projects)),
        "said": [entry for model in TESTIMONIES for entry in _said(model, projects, names)],
        "mentioned": _mentions(contact, user, names),
        "history": _history(contact, stakes),
    }


def _plain(row: Model) -> dict[str, Any]:
    return {"id": row.pk, **{name: value for name, value in values_of(row).items() if name not in HIDDEN}}


def _in_project(row: Stakeholder) -> dict[str, Any]:
    return {**_plain(row), "project": str(row.project), "attitude": row.attitude}


def _rows(rows: Iterable[Model]) -> Rows:
    return [_plain(row) for row in rows]


def _lines(stakes: Iterable[Stakeholder]) -> Rows:
    ids = [row.pk for row in stakes]
    lines = StakeholderLine.objects.filter(Q(source__in=ids) | Q(target__in=ids), deleted_at=None)
    return [{"id": line.pk, "line": str(line)} for line in lines.select_related("source__contact", "target__contact")]


def _follow_ups(contact: Contact, user: User) -> Rows:
    rows = visible_follow_ups(user).filter(contacts=contact).select_related("project__customer")
    shown = ("happened_on", "channel", "goal", "feedback", "execution", "consensus", "disagreement", "note")
    return [
        {"id": row.pk, "project": str(row.project), **{name: values_of(row)[name] for name in shown}}
        for row in rows.order_by("listed_on", "pk")
    ]


def _said(
    model: type[AttitudeFact | BudgetFact | Need], projects: Iterable[Project], names: Iterable[str]
) -> Iterable[dict[str, Any]]:
    rows = model._default_manager.filter(project__in=projects, said_by__in=list(names), deleted_at=None)
    return [{"kind": str(model._meta.verbose_name), **_plain(row)} for row in rows]


def _mentions(contact: Contact, user: User, names: list[str]) -> Rows:
    """Return the texts of rows of the plan table, visible ones, in which a name stands."""
    found: Rows = []
    rows = visible_follow_ups(user).filter(project__customer=contact.customer_id)
    for place in name_places(names, contact.customer, only=FollowUp) if names else []:
        for row in rows.filter(pk__in=place.here).select_related("project__customer"):
            values: Mapping[str, Any] = values_of(row)
            texts = {
                name: values[name] for name in place.fields if any(word in str(values.get(name)) for word in names)
            }
            found.append({"id": row.pk, "row": str(row), **texts})
    return found


def _history(contact: Contact, stakes: Iterable[Stakeholder]) -> Rows:
    own = Q(target_type="contact", target_id=contact.pk)
    own |= Q(target_type="stakeholder", target_id__in=[row.pk for row in stakes])
    events = ActivityEvent.objects.filter(own).select_related("by").order_by("pk")
    return [
        {
            "at": event.at.isoformat(),
            "what": event.kind,
            "by": str(event.by or ""),
            "changes": event.detail.get("changes", {}),
        }
        for event in events
    ]


def files_of(contact: Contact, user: User) -> list[str]:
    """Return the names of the customer's files that this person may see: what stands in them nobody reads here."""
    papers = visible_files(user).filter(customer=contact.customer_id).values_list("name", flat=True)
    attached = visible_attachments(user).filter(project__customer=contact.customer_id).values_list("name", flat=True)
    return [*papers[:MOST_FILES], *attached[:MOST_FILES]]
