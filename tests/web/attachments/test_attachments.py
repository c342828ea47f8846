"""The attachments of a follow-up: their list in three places, fetching one, deleting it and bringing it back."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genjin.people.models import User
from genjin.planning.models import Attachment, FollowUp
from genjin.planning.operations.attachments import attach_files
from genjin.planning.operations.follow_ups import delete_follow_ups
from tests.cast import Cast
from tests.web.pages import signed_in

PDF = b"%PDF-1.7 minutes"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path: Path) -> None:  # noqa: ANN001
    settings.MEDIA_ROOT = tmp_path


def upload(user: User, row: FollowUp, *names: str, content: bytes = PDF):  # noqa: ANN201
    files = [SimpleUploadedFile(name, content) for name in names]
    return signed_in(user).post(f"/follow-ups/{row.pk}/attachments", {"file": files})


def test_files_are_listed_with_size_and_who(cast: Cast) -> None:
    row = cast.log(goal="完成访谈")
    html = upload(cast.bo, row, "纪要.pdf", "报价.pdf").content.decode()
    assert 'hx-swap-oob="true"' in html
    for shown in ("纪要.pdf", "报价.pdf", "薄远", "16"):
        assert shown in html
    page = signed_in(cast.ada).get(f"/projects/{cast.project.pk}/").content.decode()
    assert f'href="/attachments/{Attachment.objects.first().pk}/"' in page
    assert f'id="attach-{row.pk}"' not in page
    assert f'id="attach-{row.pk}"' in signed_in(cast.ling).get(f"/projects/{cast.project.pk}/").content.decode()
    panel = signed_in(cast.ling).get(f"/plan/follow-ups/{row.pk}/").content.decode()
    assert f'data-address="/follow-ups/{row.pk}/attachments"' in panel
    assert "纪要.pdf" in signed_in(cast.ling).get(f"/follow-ups/{row.pk}/attachments").content.decode()


def test_file_is_sent_to_be_saved_and_never_shown(cast: Cast) -> None:
    [entry] = attach_files(cast.log(), [ContentFile(PDF, "纪要<script>.pdf")], by=cast.ling)
    reply = signed_in(cast.ada).get(f"/attachments/{entry.pk}/")
    assert reply.getvalue() == PDF
    assert reply.headers["Content-Disposition"].startswith("attachment; filename")
    assert reply.headers["Content-Type"] == "application/octet-stream"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in reply.headers["Cache-Control"]
    assert signed_in(cast.wei).get(f"/attachments/{entry.pk}/").status_code == 404


def test_deleted_attachment_comes_back(cast: Cast) -> None:
    row = cast.log()
    [entry] = attach_files(row, [ContentFile(PDF, "纪要.pdf")], by=cast.ling)
    client, address = signed_in(cast.ling), f"/attachments/{entry.pk}/"
    assert signed_in(cast.ada).delete(address).status_code == 403
    reply = client.delete(address)
    assert f"{address}restoration" in reply.headers["HX-Trigger"]
    assert "纪要.pdf" not in reply.content.decode()
    assert client.get(address).status_code == 404
    assert signed_in(cast.wei).post(f"{address}restoration").status_code == 404
    assert "纪要.pdf" in client.post(f"{address}restoration").content.decode()
    delete_follow_ups([row], by=cast.ling)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("name", "code"), [("a.exe", "kind"), ("a.png", "content")])
def test_wrong_file_is_refused_with_its_name(cast: Cast, name: str, code: str) -> None:
    reply = upload(cast.ling, cast.log(), name)
    assert reply.status_code == 422
    assert f'data-code="{code}"' in reply.content.decode()
    assert name in reply.content.decode()


def test_file_over_the_limit_is_refused(cast: Cast, settings) -> None:  # noqa: ANN001
    settings.UPLOAD_LIMIT = 10
    assert 'data-code="too_large"' in upload(cast.ling, cast.log(), "a.pdf").content.decode()
    assert upload(cast.ling, cast.log()).status_code == 422


def test_file_that_is_gone_is_said_to_be_gone(cast: Cast, tmp_path: Path) -> None:
    [entry] = attach_files(cast.log(), [ContentFile(PDF, "纪要.pdf")], by=cast.ling)
    (tmp_path / entry.file.name).unlink()
    reply = signed_in(cast.ling).get(f"/attachments/{entry.pk}/")
    assert reply.status_code == 410
    assert "“纪要.pdf” 已不在文件存储中" in reply.content.decode()


def test_contact_is_logged_with_files_or_shown_again(cast: Cast) -> None:
    address = f"/projects/{cast.project.pk}/contact"
    sent = {"date": "2026-03-10", "goal": "完成访谈", "next_steps": "1. 提交方案"}
    form = signed_in(cast.ling).get(address).content.decode()
    assert 'type="file"' in form
    assert "multipart/form-data" in form
    refused = signed_in(cast.ling).post(address, {**sent, "file": [SimpleUploadedFile("a.exe", PDF)]})
    assert refused.status_code == 422
    assert "a.exe" in refused.content.decode()
    assert not FollowUp.objects.exists()
    files = [SimpleUploadedFile("纪要.pdf", PDF), SimpleUploadedFile("报价.pdf", PDF)]
    assert signed_in(cast.ling).post(address, {**sent, "file": files}).status_code == 200
    assert FollowUp.objects.get().attachments.count() == 2


def test_earlier_day_tells_what_was_attached_and_sends_nothing(cast: Cast) -> None:
    attach_files(cast.log(), [ContentFile(PDF, "纪要.pdf")], by=cast.ling)
    html = signed_in(cast.ling).get(f"/projects/{cast.project.pk}/?on=2099-01-01").content.decode()
    assert "纪要.pdf" in html
    assert 'href="/attachments/' not in html


def test_list_takes_as_many_queries_for_three_files_as_for_one(cast: Cast) -> None:
    client, counts = signed_in(cast.ling), []
    row = cast.log()
    for count in (1, 2):
        attach_files(row, [ContentFile(PDF, "纪要.pdf") for _number in range(count)], by=cast.bo)
        for address in (f"/follow-ups/{row.pk}/attachments", f"/projects/{cast.project.pk}/"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
