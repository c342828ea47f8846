"""Attaching files to follow-ups: the six questions."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from genjin.activity.models import ActivityEvent
from genjin.core.errors import NotAllowed, RuleBroken, WrongState
from genjin.core.storage import FileGone, StorageDown, opened
from genjin.pipeline.operations.entries import delete_entry, restore_entry
from genjin.planning.models import Attachment, FollowUp
from genjin.planning.operations.attachments import attach_files, log_contact_with_files
from genjin.planning.operations.contacts import ContactReport
from genjin.planning.operations.follow_ups import delete_follow_ups
from genjin.planning.queries.attachments import attachments_of, deleted_attachments, visible_attachments
from tests.cast import Cast

PDF = b"%PDF-1.7 minutes"
REPORT = ContactReport({"goal": "完成访谈", "next_steps": "1. 提交方案"})


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:  # noqa: ANN001
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def file(name: str = "纪要.pdf", content: bytes = PDF) -> ContentFile:
    return ContentFile(content, name)


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_attach_keeps_the_files_and_records_each(cast: Cast) -> None:
    row = cast.log(goal="完成访谈")
    attach_files(row, [file(), file("报价.pdf")], by=cast.bo)
    found = list(attachments_of(row))
    assert [(entry.name, entry.size, entry.by) for entry in found] == [
        ("纪要.pdf", len(PDF), cast.bo),
        ("报价.pdf", len(PDF), cast.bo),
    ]
    for entry in found:
        with opened(entry.file, entry.name) as content:
            assert content.read() == PDF
    events = ActivityEvent.objects.filter(kind="attachment.added", project_id=cast.project.pk, by=cast.bo)
    assert events.count() == 2


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\papers\\a.pdf", "a.pdf"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ("<script>alert(1)</script>.pdf", "script.pdf"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
        ("a\r\nb.pdf", "a b.pdf"),
    ],
)
def test_attach_makes_names_harmless(cast: Cast, folder: Path, name: str, shown: str) -> None:
    [entry] = attach_files(cast.log(), [file(name)], by=cast.ling)
    assert entry.name == shown
    [stored] = kept(folder)
    assert stored.name.removesuffix(".pdf").isalnum()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.exe", PDF, "kind"), ("a.pdf", b"MZ", "content"), ("a.pdf", b"", "empty"), ("a.html", b"<script>", "kind")],
)
def test_attach_keeps_none_if_one_is_refused(cast: Cast, folder: Path, name: str, content: bytes, code: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        attach_files(cast.log(), [file(), file(name, content)], by=cast.ling)
    assert refusal.value.code == code
    assert str(refusal.value.message).startswith(name)
    assert not Attachment.objects.exists()
    assert kept(folder) == []


def test_attach_refuses_who_may_not_write(cast: Cast, folder: Path) -> None:
    row = cast.log()
    for who in (cast.ada, cast.wei):
        with pytest.raises(NotAllowed):
            attach_files(row, [file()], by=who)
        with pytest.raises(NotAllowed):
            log_contact_with_files(cast.project, REPORT, [file()], by=who)
    assert kept(folder) == []


def test_attach_refuses_a_row_deleted_meanwhile(cast: Cast, folder: Path) -> None:
    row = cast.log()
    delete_follow_ups([FollowUp.objects.get(pk=row.pk)], by=cast.ling)
    with pytest.raises(WrongState):
        attach_files(row, [file()], by=cast.ling)
    assert kept(folder) == []


def test_contact_and_files_are_logged_together_or_not_at_all(cast: Cast, folder: Path) -> None:
    row = log_contact_with_files(cast.project, REPORT, [file()], by=cast.ling)
    assert [entry.name for entry in attachments_of(row)] == ["纪要.pdf"]
    with pytest.raises(RuleBroken):
        log_contact_with_files(cast.project, REPORT, [file(), file("a.exe")], by=cast.ling)
    nothing_next = ContactReport({"goal": "完成访谈", "next_steps": ""})
    FollowUp.objects.all().delete()
    with pytest.raises(RuleBroken):
        log_contact_with_files(cast.project, nothing_next, [file()], by=cast.ling)
    assert not FollowUp.objects.exists()
    assert len(kept(folder)) == 1


def test_deleted_attachment_is_hidden_and_comes_back(cast: Cast) -> None:
    row = cast.log()
    [entry] = attach_files(row, [file()], by=cast.ling)
    delete_entry(entry, by=cast.bo)
    assert not visible_attachments(cast.ling).exists()
    restore_entry(deleted_attachments(cast.ling).get(), by=cast.ling)
    assert visible_attachments(cast.ada).get() == entry
    delete_follow_ups([row], by=cast.ling)
    assert not visible_attachments(cast.ling).exists()


def test_opening_says_what_is_wrong_with_the_storage(cast: Cast, folder: Path) -> None:
    [entry] = attach_files(cast.log(), [file()], by=cast.ling)
    [stored] = kept(folder)
    stored.unlink()
    with pytest.raises(FileGone):
        opened(Attachment.objects.get(pk=entry.pk).file, "纪要.pdf")
    stored.mkdir()
    with pytest.raises(StorageDown):
        opened(Attachment.objects.get(pk=entry.pk).file, "纪要.pdf")


def test_attach_says_that_the_storage_takes_nothing(cast: Cast, folder: Path) -> None:
    (folder / "follow-ups").write_text("in the way")
    with pytest.raises(StorageDown):
        attach_files(cast.log(), [file()], by=cast.ling)
    assert not Attachment.objects.exists()
