"""A proposal as it was confirmed: what the person left, changed and added."""

import re
from collections.abc import Sequence
from datetime import date

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import RuleBroken
from genjin.core.ids import read_id, read_ids
from genjin.core.storable import storable_text
from genjin.people.models import User
from genjin.people.queries.people import active_people
from genjin.pipeline.models import Project
from genjin.pipeline.queries.named import projects_called
from genjin.pipeline.queries.projects import visible_projects
from genjin.planning.models import Channel
from genjin.planning.operations.contacts import ContactReport
from genjin.planning.operations.notes import ConfirmedNote, NewPlace
from genjin.planning.queries.note_names import contacts_of
from genjin.planning.queries.plan_items import open_next_steps
from genjin.text.cells import ActionItem, AnsweredItem, write_action_items, write_answered_items
from genjin.web.notes.reading import LONGEST_PASTE

MOST_LINES = 200
OTHER, NEW = "other", "new"
SIGNAL = re.compile(r"([a-z]+)([+-])(.+)", re.DOTALL)  # type, polarity, words


class ProposalForm(forms.Form):
    """The single values; what comes several times is read by `confirmed`."""

    note = forms.CharField(max_length=LONGEST_PASTE, strip=False, required=False)
    project = forms.CharField(max_length=20, required=False)
    q = forms.CharField(max_length=700, required=False)  # the words for a project that was not proposed
    new_customer = forms.CharField(max_length=300, required=False)
    new_project = forms.CharField(max_length=300, required=False)
    date = forms.CharField(max_length=40, required=False)
    channel = forms.ChoiceField(choices=[("", ""), *Channel.choices], required=False)
    feedback = forms.CharField(max_length=LONGEST_PASTE, required=False)
    no_next_step_because = forms.CharField(max_length=2000, required=False)

    def refuse_damaged(self) -> None:
        """Refuse values that the page itself would never send."""
        if not self.is_valid():
            raise RuleBroken(_("This form arrived damaged; open it again."), field=next(iter(self.errors)))


def place_of(form: ProposalForm, user: User) -> Project | NewPlace:
    """Return the project that was chosen; refuses where none was, or where the words name none or several."""
    said = form.cleaned_data
    if said["project"] == NEW:
        return NewPlace(said["new_customer"], said["new_project"])
    if said["project"] == OTHER:
        found = projects_called(said["q"], user) if said["q"].strip() else []
        if len(found) != 1:
            raise RuleBroken(_("Choose one of the projects that are proposed while you type."), field="q")
        return found[0]
    pk = read_id(said["project"])
    project = None if pk is None else visible_projects(user).select_related("customer").filter(pk=pk).first()
    if project is None:
        raise RuleBroken(_("Which project is it about? Choose one."), field="project")
    return project


def confirmed(form: ProposalForm, sent: QueryDict, place: Project | NewPlace) -> ConfirmedNote:
    """Return what was confirmed, as the operation takes it."""
    said = form.cleaned_data
    steps = _steps(sent)
    cells = {
        "date": said["date"],
        "feedback": said["feedback"],
        "objections": write_answered_items(AnsweredItem(words, None) for words in _lines(sent, "objection")),
        "risks": write_answered_items(AnsweredItem(words, None) for words in _lines(sent, "risk")),
        "next_steps": write_action_items(item for item, _expected in steps),
    }
    project = place if isinstance(place, Project) else None
    report = ContactReport(
        cells=cells,
        details={"channel": said["channel"]} if said["channel"] else {},
        contacts=list(contacts_of(project).filter(pk__in=_ids(sent, "contacts"))) if project else (),
        colleagues=list(active_people().filter(pk__in=_ids(sent, "colleagues"))),
        finished={
            step: storable_text(sent.get(f"result-{step.pk}", ""))
            for step in (open_next_steps(project) if project else ())
            if f"done-{step.pk}" in sent
        },
        no_next_step_because=said["no_next_step_because"],
    )
    expected = {item.content: words for item, words in steps if words}
    engine = settings.NOTE_MODEL_NAME if settings.NOTE_MODEL_URL else ""
    signals = [
        ((found[1], found[2]), found[3]) for words in _lines(sent, "signal") if (found := SIGNAL.fullmatch(words))
    ]
    return ConfirmedNote(report, expected, _lines(sent, "new_contacts"), signals, engine[:100])


def _steps(sent: QueryDict) -> list[tuple[ActionItem, str]]:
    """Return the next steps with the result expected of each."""
    names = ("step_content", "step_owner", "step_due", "step_expected")
    columns = [[storable_text(words).strip() for words in sent.getlist(name)[:MOST_LINES]] for name in names]
    if len({len(column) for column in columns}) != 1:
        raise RuleBroken(_("This form arrived damaged; open it again."), field="step_content")
    return [
        (ActionItem(content, owner or None, _day(due)), expected)
        for content, owner, due, expected in zip(*columns, strict=True)
        if content
    ]


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise RuleBroken(
            _("“%(words)s” is not a date; write 2026-03-27.") % {"words": words[:40]}, field="step_due"
        ) from None


def _lines(sent: QueryDict, name: str) -> list[str]:
    lines = (storable_text(words).strip() for words in sent.getlist(name)[:MOST_LINES])
    return [words for words in lines if words]


def _ids(sent: QueryDict, name: str) -> Sequence[int]:
    return read_ids(sent.getlist(name)[:MOST_LINES])
