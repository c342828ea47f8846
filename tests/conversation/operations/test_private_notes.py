import pytest

from genjin.activity.models import ActivityEvent
from genjin.conversation.kinds import KINDS
from genjin.conversation.models import PrivateNote
from genjin.conversation.operations.private_notes import (
    delete_note,
    edit_note,
    keep_note,
    restore_note,
    share_note,
)
from genjin.conversation.queries.notes import deleted_notes, own_notes, own_notes_about
from genjin.core.errors import NotAllowed, RuleBroken, StaleEdit, WrongState
from tests.cast import Cast
from tests.conversation.talk import WRITERS, things

SECRET = "赵总私下说预算只有八十万"


@pytest.mark.parametrize("kind", list(KINDS))
def test_keep_note_about_every_kind(cast: Cast, kind: str) -> None:
    thing = things(cast)[kind]
    before = ActivityEvent.objects.count()
    note = keep_note(thing, f" {SECRET} ", by=cast.ling)
    assert note.text == SECRET
    assert list(own_notes_about(cast.ling, thing)) == [note]
    assert ActivityEvent.objects.count() == before  # nobody learns of it
    assert SECRET not in str(note)


def test_nobody_else_sees_it(cast: Cast) -> None:
    keep_note(cast.project, SECRET, by=cast.ling)
    for who in ("bo", "max", "root", "ada", "wei"):
        assert not own_notes(getattr(cast, who))
        assert not own_notes_about(getattr(cast, who), cast.project)


def test_keep_note_refuses(cast: Cast) -> None:
    for who in (cast.wei, cast.ada):
        with pytest.raises(NotAllowed):
            keep_note(cast.project, SECRET, by=who)
    with pytest.raises(RuleBroken):
        keep_note(cast.project, " ", by=cast.ling)


def test_edit(cast: Cast) -> None:
    note = keep_note(cast.project, SECRET, by=cast.ling)
    edited = edit_note(note, "一百万", expected_version=1, by=cast.ling)
    assert (edited.text, edited.version) == ("一百万", 2)
    assert edited.edited_at
    assert edit_note(edited, "一百万", expected_version=2, by=cast.ling).version == 2
    with pytest.raises(StaleEdit):
        edit_note(note, "两百万", expected_version=1, by=cast.ling)
    with pytest.raises(RuleBroken):
        edit_note(note, "", expected_version=2, by=cast.ling)


def test_delete_and_restore(cast: Cast) -> None:
    note = keep_note(cast.project, SECRET, by=cast.ling)
    delete_note(note, by=cast.ling)
    assert not own_notes(cast.ling)
    assert list(deleted_notes(cast.ling)) == [note]
    with pytest.raises(WrongState):
        edit_note(note, "好", expected_version=2, by=cast.ling)
    with pytest.raises(WrongState):
        share_note(note, by=cast.ling)
    restore_note(note, by=cast.ling)
    assert list(own_notes(cast.ling)) == [note]


def test_share_makes_a_comment_of_it(cast: Cast) -> None:
    note = keep_note(cast.project, "赵总休假到周五 @薄远", by=cast.ling)
    comment = share_note(note, by=cast.ling)
    assert (comment.text, comment.by) == ("赵总休假到周五 @薄远", cast.ling)
    assert comment.mentions.get().person == cast.bo
    assert not own_notes(cast.ling)
    assert ActivityEvent.objects.latest("pk").kind == "comment.added"


def test_share_refuses_whom_it_names_and_who_cannot_see_it(cast: Cast) -> None:
    note = keep_note(cast.project, "@魏然 来过", by=cast.ling)
    with pytest.raises(RuleBroken):
        share_note(note, by=cast.ling)
    assert not PrivateNote.objects.get().is_deleted


@pytest.mark.parametrize("who", [who for who in (*WRITERS, "ada", "wei") if who != "ling"])
def test_nobody_else_changes_it(cast: Cast, who: str) -> None:
    note, other = keep_note(cast.project, SECRET, by=cast.ling), getattr(cast, who)
    for change in (delete_note, restore_note, share_note):
        with pytest.raises(NotAllowed):
            change(note, by=other)
    with pytest.raises(NotAllowed):
        edit_note(note, "好", expected_version=1, by=other)
