"""Uploads, downloads and deletions of the product with its files in a bucket that speaks S3."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from genjin.config.env import WrongSetting
from genjin.config.settings import _file_storage
from genjin.core.bucket import Bucket
from genjin.customers.models import CustomerFile
from genjin.planning.models import Attachment, FollowUp
from genjin.plantable.models import PlanImport
from genjin.setup.doctor import examine
from tests.cast import Cast
from tests.fake_bucket import NAME, FakeBucket, fake_bucket
from tests.web.pages import signed_in

PDF = b"%PDF-1.7 minutes"
MANY_PARTS = b"%PDF-" + b"0123456789" * 900_000  # more than boto3 sends in one part
TABLE = "序号,跟进日期,客户/项目名称,本次跟进目标\n1,2026-03-10,华东精密制造集团 / MES 二期,完成访谈\n".encode()


@pytest.fixture
def bucket(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBucket]:  # noqa: ANN001
    with fake_bucket() as bucket:
        for name, value in bucket.environment().items():
            monkeypatch.setenv(name, value)
        settings.STORAGES = {**settings.STORAGES, "default": _file_storage()}
        yield bucket


def attach(cast: Cast, row: FollowUp, name: str = "纪要 <终>.pdf", content: bytes = PDF):  # noqa: ANN201
    return signed_in(cast.ling).post(f"/follow-ups/{row.pk}/attachments", {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("content", [PDF, MANY_PARTS], ids=["one part", "many parts"])
def test_attachment_is_put_fetched_deleted_and_brought_back(cast: Cast, bucket: FakeBucket, content: bytes) -> None:
    assert attach(cast, cast.log(), content=content).status_code == 200
    entry = Attachment.objects.get()
    assert bucket.objects == {entry.file.name: content}
    assert bucket.headers[entry.file.name]["Content-Type"] == "application/octet-stream"
    client, address = signed_in(cast.ling), f"/attachments/{entry.pk}/"
    reply = client.get(address)
    assert reply.getvalue() == content
    assert reply.headers["Content-Length"] == str(len(content))
    assert client.delete(address).status_code == 200
    assert client.get(address).status_code == 404
    assert client.post(f"{address}restoration").status_code == 200
    assert client.get(address).getvalue() == content
    assert signed_in(cast.wei).get(address).status_code == 404


def test_files_of_customers_and_imports_lie_there_too(cast: Cast, bucket: FakeBucket) -> None:
    client = signed_in(cast.ling)
    client.post(f"/customers/{cast.customer.pk}/files", {"file": SimpleUploadedFile("章程.pdf", PDF)})
    paper = CustomerFile.objects.get()
    assert client.get(f"/customers/{cast.customer.pk}/files/{paper.pk}/").getvalue() == PDF
    client.post("/imports/new", {"file": SimpleUploadedFile("周报.csv", TABLE)})
    draft = PlanImport.objects.get()
    assert client.get(f"/imports/{draft.pk}/file").getvalue() == TABLE
    assert set(bucket.objects.values()) == {PDF, TABLE}
    client.post(f"/imports/{draft.pk}/discarding")
    assert list(bucket.objects.values()) == [PDF]


def test_what_is_refused_leaves_nothing_in_the_bucket(cast: Cast, bucket: FakeBucket) -> None:
    files = [SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("a.exe", PDF)]
    row = cast.log()
    assert signed_in(cast.ling).post(f"/follow-ups/{row.pk}/attachments", {"file": files}).status_code == 422
    assert bucket.objects == {}
    assert ("DELETE" in {method for method, _key in bucket.asked}) is True


def test_file_that_is_gone_is_said_to_be_gone(cast: Cast, bucket: FakeBucket) -> None:
    attach(cast, cast.log())
    bucket.objects.clear()
    reply = signed_in(cast.ling).get(f"/attachments/{Attachment.objects.get().pk}/")
    assert reply.status_code == 410
    assert "已不在文件存储中" in reply.content.decode()


@pytest.mark.parametrize("trouble", ["is_down", "cuts"])
def test_storage_that_fails_is_said_to_fail(cast: Cast, bucket: FakeBucket, trouble: str) -> None:
    row = cast.log()
    attach(cast, row)
    setattr(bucket, trouble, True)
    reply = signed_in(cast.ling).get(f"/attachments/{Attachment.objects.get().pk}/")
    assert reply.status_code == 503
    assert "文件存储没有响应" in reply.content.decode()


def test_upload_to_a_storage_that_is_down_is_refused_in_one_sentence(cast: Cast, bucket: FakeBucket) -> None:
    bucket.is_down = True
    reply = attach(cast, cast.log())
    assert reply.status_code == 503
    assert "文件现在存不进去" in reply.content.decode()
    assert not Attachment.objects.exists()
    table = SimpleUploadedFile("周报.csv", TABLE)
    reply = signed_in(cast.ling).post("/imports/new", {"file": table})
    assert reply.status_code == 503
    assert not PlanImport.objects.exists()


def test_nobody_there_is_told_like_a_failure(cast: Cast, bucket: FakeBucket, monkeypatch, settings) -> None:  # noqa: ANN001
    attach(cast, cast.log())
    monkeypatch.setenv("GENJIN_FILES_ENDPOINT", "http://127.0.0.1:9")
    settings.STORAGES = {**settings.STORAGES, "default": _file_storage()}
    assert signed_in(cast.ling).get(f"/attachments/{Attachment.objects.get().pk}/").status_code == 503


def test_wrong_key_and_wrong_bucket_are_refused(cast: Cast, bucket: FakeBucket, monkeypatch, settings) -> None:  # noqa: ANN001
    for name in ("GENJIN_FILES_KEY", "GENJIN_FILES_BUCKET"):
        with monkeypatch.context() as other:
            other.setenv(name, "another")
            settings.STORAGES = {**settings.STORAGES, "default": _file_storage()}
            assert attach(cast, cast.log()).status_code == 503


@pytest.mark.parametrize(("style", "host"), [("path", "minio.example:9000"), ("virtual", "papers.minio.example:9000")])
def test_bucket_stands_in_the_path_or_in_the_host(bucket: FakeBucket, monkeypatch, style: str, host: str) -> None:  # noqa: ANN001
    monkeypatch.setenv("GENJIN_FILES_ENDPOINT", "https://minio.example:9000")
    monkeypatch.setenv("GENJIN_FILES_ADDRESSING", style)
    storage = Bucket(**_file_storage()["OPTIONS"])
    assert storage.url("a.pdf").startswith(f"https://{host}/" + (f"{NAME}/a.pdf?" if style == "path" else "a.pdf?"))


def test_other_ways_of_addressing_stop_the_start(bucket: FakeBucket, monkeypatch) -> None:  # noqa: ANN001
    monkeypatch.setenv("GENJIN_FILES_ADDRESSING", "both")
    with pytest.raises(WrongSetting, match="both"):
        _file_storage()


def test_doctor_tries_the_bucket(cast: Cast, bucket: FakeBucket) -> None:
    assert f"文件存放在存储桶 {NAME}" in [finding.sentence for finding in examine() if finding.is_fine]
    assert bucket.objects == {}
    bucket.is_down = True
    assert any(NAME in finding.sentence for finding in examine() if not finding.is_fine)
