"""The own history as CSV, and those of other systems brought in."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from genjin.forecast.engine.events import FACTS
from genjin.forecast.engine.reading import read_history
from genjin.forecast.models import PastLog
from tests.cast import Cast
from tests.forecast.log import project
from tests.web.pages import signed_in

pytestmark = pytest.mark.django_db
CONTRACT = "deal,at,event,value,owner\nA,2025-01-01,stage,初步接洽,老王\nA,2025-03-01,won,,老王\n"
FOREIGN = (
    "商机编号,销售阶段,预计金额,创建日期,成交日期,负责人,状态\n"
    "S-1,商务谈判,120万,2025-01-05,2025-04-01,王五,赢单\n"
    "S-2,初步接洽,,2025/2/1,,王五,跟进中\n"
)


COLUMNS = {"deal": "0", "stage": "1", "amount": "2", "created": "3", "closed": "4", "owner": "5", "outcome": "6"}


def upload(cast: Cast, text: str, who: str = "root"):  # noqa: ANN201
    file = SimpleUploadedFile("旧系统.csv", text.encode(), content_type="text/csv")
    return signed_in(getattr(cast, who)).post("/forecast/history", {"file": file})


def test_own_history_is_that_of_the_contract_and_of_visible_projects(cast: Cast) -> None:
    mine, strange = project(cast.customer, cast.ling), project(None, cast.wei)
    data = signed_in(cast.ling).get("/forecast/history.csv").content
    history = read_history(data)
    assert str(mine.pk) in history.deals
    assert str(strange.pk) not in history.deals
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert {row["event"] for row in rows} == {"stage", "activity", "amount", "signals", "overdue"}
    assert {row["owner"] for row in rows if row["event"] not in FACTS} == {"凌薇"}


def test_file_of_the_contract_is_learnt_from_at_once(cast: Cast) -> None:
    assert upload(cast, CONTRACT).headers["Location"] == "/forecast/history"
    log = PastLog.objects.get()
    assert (log.is_draft, log.deals, log.closed, log.name) == (False, 1, 1, "旧系统.csv")


def test_foreign_file_is_mapped_first(cast: Cast) -> None:
    address = upload(cast, FOREIGN).headers["Location"]
    log = PastLog.objects.get()
    assert (log.is_draft, address) == (True, f"/forecast/history/{log.pk}/columns")
    client = signed_in(cast.root)
    assert "商机编号" in client.get(address).content.decode()
    chosen = {**COLUMNS, "shown_for": "1 6", "stage-0": "=初步接洽", "stage-1": "=商务谈判", "outcome-1": "won"}
    assert client.post(address, chosen).headers["Location"] == "/forecast/history"
    log.refresh_from_db()
    assert (log.is_draft, log.deals, log.closed) == (False, 2, 1)
    assert client.post(address, chosen).status_code == 404


def test_wrong_cell_is_named_by_row_and_column(cast: Cast) -> None:
    address = upload(cast, FOREIGN.replace("2025/2/1", "somewhen")).headers["Location"]
    reply = signed_in(cast.root).post(address, {"deal": "0", "created": "3", "shown_for": "-1 -1"})
    assert reply.status_code == 422
    html = reply.content.decode()
    assert "somewhen" in html
    assert "3" in html
    assert "创建日期" in html
    assert PastLog.objects.get().is_draft


def test_rows_that_cannot_be_read_are_listed_and_can_be_left_out(cast: Cast) -> None:
    bad = "S-3,初步接洽,many,2025-02-01,,王五,\nS-4,初步接洽,5万,soon,,王五,\n"
    address = upload(cast, FOREIGN + bad).headers["Location"]
    client, chosen = signed_in(cast.root), {**COLUMNS, "shown_for": "1 6"}
    html = client.post(address, chosen).content.decode()
    for words in ("many", "soon", 'name="without"'):
        assert words in html
    assert PastLog.objects.get().is_draft
    assert client.post(address, {**chosen, "without": "1"}).status_code == 302
    assert set(read_history(PastLog.objects.get().content.encode()).deals) == {"S-1", "S-2"}


def test_words_are_asked_about_before_anything_is_brought_in(cast: Cast) -> None:
    address = upload(cast, FOREIGN.replace("初步接洽", "Demo")).headers["Location"]
    client = signed_in(cast.root)
    reply = client.post(address, {**COLUMNS, "shown_for": "-1 -1"})
    assert (reply.status_code, PastLog.objects.get().is_draft) == (200, True)
    html = reply.content.decode()
    assert "Demo" in html
    assert 'value="1 6"' in html
    assert "Demo" not in client.get(address, {"deal": "0", "stage": "6"}).content.decode().split("<table")[0]
    client.post(
        address, {**COLUMNS, "shown_for": "1 6", "stage-0": "=需求调研", "stage-1": "=none", "outcome-0": "lost"}
    )
    rows = list(csv.DictReader(io.StringIO(PastLog.objects.get().content)))
    assert {row["value"] for row in rows if row["event"] == "stage"} == {"需求调研"}
    assert {row["event"] for row in rows} == {"stage", "activity", "amount", "lost"}


def test_log_with_stages_of_another_system_is_asked_about(cast: Cast) -> None:
    address = upload(cast, CONTRACT.replace("初步接洽", "Demo")).headers["Location"]
    assert address.endswith("/columns")
    client = signed_in(cast.root)
    assert 'name="deal"' not in client.get(address).content.decode()
    client.post(address, {"shown_for": "-1 -1", "stage-0": "=方案制定"})
    log = PastLog.objects.get()
    assert (log.is_draft, log.closed) == (False, 1)
    assert read_history(log.content.encode()).stages == ("方案制定",)


def test_wrong_file_is_refused(cast: Cast) -> None:
    for text in ("", "deal,at,event\nA,then,won\n"):
        assert upload(cast, text).status_code == 422
    assert not PastLog.objects.exists()


def test_history_can_be_taken_away(cast: Cast) -> None:
    upload(cast, CONTRACT)
    assert signed_in(cast.root).post(f"/forecast/history/{PastLog.objects.get().pk}/removal").status_code == 302
    assert not PastLog.objects.exists()


@pytest.mark.parametrize("who", ["ling", "max", "wei", "ada"])
def test_only_an_administrator_brings_histories(cast: Cast, who: str) -> None:
    assert upload(cast, CONTRACT, who).status_code == 403
    upload(cast, FOREIGN)
    pk = PastLog.objects.get().pk
    client = signed_in(getattr(cast, who))
    assert client.get(f"/forecast/history/{pk}/columns").status_code == 404
    assert client.post(f"/forecast/history/{pk}/removal").status_code == 404
    assert "旧系统" not in client.get("/forecast/history").content.decode()
