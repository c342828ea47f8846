"""Private notes: what their author sees, and that nobody else finds a word of them on any page, export or search."""

import json

import pytest
from django.http.response import HttpResponseBase

from genjin.conversation.kinds import KINDS
from genjin.conversation.models import PrivateNote
from genjin.conversation.operations.private_notes import keep_note
from tests.cast import Cast
from tests.conversation.talk import things
from tests.web.pages import signed_in

PART = {"HX-Request": "true"}
SECRET = "预算其实只有八十万"
TELLING = "只有八十万"  # what no page repeats of what was searched for


def body_of(reply: HttpResponseBase) -> bytes:
    return b"".join(reply.streaming_content) if reply.streaming else reply.content  # type: ignore[attr-defined]


def test_keep_edit_delete_and_bring_back(cast: Cast) -> None:
    client, place = signed_in(cast.ling), f"/conversation/project/{cast.project.pk}/notes"
    assert SECRET in client.post(place, {"text": SECRET}, headers=PART).content.decode()
    note = PrivateNote.objects.get()
    assert SECRET in client.get(f"/conversation/notes/{note.pk}/", headers=PART).content.decode()
    html = client.post(
        f"/conversation/notes/{note.pk}/", {"text": "九十万", "version": "1"}, headers=PART
    ).content.decode()
    assert "九十万" in html
    late = client.post(f"/conversation/notes/{note.pk}/", {"text": "一百万", "version": "1"}, headers=PART)
    assert (late.status_code, late["HX-Retarget"]) == (409, f"#note-{note.pk}")
    assert "九十万" in late.content.decode()
    assert "一百万" in late.content.decode()
    gone = client.delete(f"/conversation/notes/{note.pk}/", headers=PART)
    assert "九十万" not in gone.content.decode()
    toast = json.loads(gone["HX-Trigger"])["toast"]
    assert "九十万" not in toast["text"]
    assert client.post(toast["undo"]).status_code == 204
    assert not PrivateNote.objects.get().is_deleted


def test_empty_note_is_refused(cast: Cast) -> None:
    reply = signed_in(cast.ling).post(f"/conversation/project/{cast.project.pk}/notes", {"text": " "})
    assert reply.status_code == 422


def test_share(cast: Cast) -> None:
    note = keep_note(cast.project, SECRET, by=cast.ling)
    shared = signed_in(cast.ling).post(f"/conversation/notes/{note.pk}/sharing", headers=PART)
    assert shared.status_code == 204
    told = json.loads(shared["HX-Trigger"])
    assert (told["talked"]["isStale"], bool(told["toast"]["text"])) == (True, True)
    html = signed_in(cast.bo).get(f"/conversation/project/{cast.project.pk}/", headers=PART).content.decode()
    assert SECRET in html


@pytest.mark.parametrize("who", ["bo", "max", "root", "ada", "wei"])
def test_nobody_else_finds_a_word_of_it(cast: Cast, who: str) -> None:
    for thing in things(cast).values():
        keep_note(thing, SECRET, by=cast.ling)
    client = signed_in(getattr(cast, who))
    pages = [f"/conversation/{key}/{thing.pk}/" for key, thing in things(cast).items()]
    pages += [
        f"/projects/{cast.project.pk}/",
        f"/projects/{cast.project.pk}/people/",
        f"/projects/{cast.project.pk}/changes?since=2026-01-01",
        f"/projects/{cast.project.pk}/plan-book.docx",
        f"/customers/{cast.customer.pk}/",
        f"/plan/?project={cast.project.pk}",
        "/plan/?q=预算其实",
        "/search/?q=预算其实",
        "/search/?q=预算其实&names",
        "/today/",
    ]
    for page in pages:
        assert TELLING.encode() not in body_of(client.get(page)), page
    for note in PrivateNote.objects.all():
        assert client.get(f"/conversation/notes/{note.pk}/").status_code == 404
    assert TELLING.encode() not in body_of(client.post("/export", {"format": "json"}))


def test_own_search_finds_it(cast: Cast) -> None:
    keep_note(cast.project, SECRET, by=cast.ling)
    html = signed_in(cast.ling).get("/search/", {"q": "八十万"}).content.decode()
    assert f"/conversation/project/{cast.project.pk}/#talk-notes" in html


def test_every_kind_has_notes(cast: Cast) -> None:
    client = signed_in(cast.ling)
    for key, thing in things(cast).items():
        client.post(f"/conversation/{key}/{thing.pk}/notes", {"text": f"{SECRET} {key}"})
        assert f"{SECRET} {key}" in client.get(f"/conversation/{key}/{thing.pk}/").content.decode()
    assert PrivateNote.objects.count() == len(KINDS)
