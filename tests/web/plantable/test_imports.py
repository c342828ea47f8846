"""The pages of import: upload, preview, corrections, decision, taking back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from genjin.customers.models import Customer
from genjin.people.models import User
from genjin.planning.models import FollowUp
from genjin.plantable.models import ImportState, PlanImport
from tests.cast import Cast

SAMPLES = Path(__file__).parents[2] / "plantable" / "samples"
CSV = (
    "跟进日期,客户/项目名称,当前阶段,主要行动与内容,下一步计划,竞争对手\n"
    "2026-03-10,华东精密/MES 二期,需求调研,1. 需求访谈（小凌/3-12）,提交方案（凌薇/下周三）,友商A\n"
    "待定,滨海银行/数据中台,商务谈判,法务条款过会,,\n"
)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(cast: Cast) -> Callable[[User], Client]:
    def browser_of(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return browser_of


@pytest.fixture
def ling(cast: Cast, browser: Callable[[User], Client]) -> Client:
    return browser(cast.ling)


def file_of(text: str | bytes = CSV, name: str = "周报.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def upload(client: Client, text: str | bytes = CSV, name: str = "周报.csv") -> PlanImport:
    reply = client.post(reverse("imports"), {"file": file_of(text, name)})
    assert reply.status_code == 302, reply.content.decode()
    return PlanImport.objects.get(pk=int(reply.url.rstrip("/").rpartition("/")[2]))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_open_in_both_languages(ling: Client, language: str) -> None:
    ling.cookies["django_language"] = language
    empty = ling.get(reverse("imports")).content.decode()
    assert ("把计划表拖到这里" if language == "zh-hans" else "Drop a plan table here") in empty
    draft = upload(ling)
    page = ling.get(reverse("import", args=[draft.pk])).content.decode()
    assert ("导入 2 行" if language == "zh-hans" else "Import 2 rows") in page
    ling.post(reverse("import-applying", args=[draft.pk]))
    assert ling.get(reverse("import", args=[draft.pk])).status_code == 200
    assert "周报.csv" in ling.get(reverse("imports")).content.decode()


def test_upload_writes_no_rows_and_opens_the_preview(ling: Client) -> None:
    reply = ling.post(reverse("imports"), {"file": file_of()}, headers=HTMX)
    draft = PlanImport.objects.get()
    assert reply.headers["HX-Redirect"] == reverse("import", args=[draft.pk])
    assert draft.state == ImportState.DRAFT
    assert not FollowUp.objects.exists()
    assert not Customer.objects.filter(name="滨海银行").exists()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "empty.xlsx", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n0000", "photo.xlsx", "图片"),
        ("姓名,电话\n张三,1\n".encode(), "contacts.csv", "没有找到"),
        (b"PK\x03\x04broken", "cut.xlsx", "损坏"),
    ],
)
def test_bad_file_gets_one_sentence_and_changes_nothing(ling: Client, data: bytes, name: str, said: str) -> None:
    reply = ling.post(reverse("imports"), {"file": file_of(data, name)}, headers=HTMX)
    assert reply.status_code == 422
    assert said in reply.content.decode()
    assert reply.content.decode().count("<p") == 1
    assert not PlanImport.objects.exists()


def test_refusal_without_scripts_is_shown_on_the_page(ling: Client) -> None:
    reply = ling.post(reverse("imports"), {"file": file_of(b"\x89PNG\r\n\x1a\n00")})
    assert reply.status_code == 422
    assert "import-drop" in reply.content.decode()
    assert "图片" in reply.content.decode()


def test_file_over_the_limit_gets_a_sentence(ling: Client, settings: LazySettings) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    reply = ling.post(reverse("imports"), {"file": file_of(b"x" * (1024 * 1024 + 1))}, headers=HTMX)
    assert reply.status_code == 422
    assert "1 MB" in reply.content.decode()
    assert not PlanImport.objects.exists()


def test_upload_without_a_file_is_refused(ling: Client) -> None:
    assert ling.post(reverse("imports"), headers=HTMX).status_code == 422


def test_several_files_become_drafts_of_their_own(ling: Client) -> None:
    files = [file_of(), file_of(b"\x89PNG\r\n\x1a\n00", "photo.png"), file_of(name="b.csv")]
    reply = ling.post(reverse("imports"), {"file": files}, follow=True)
    assert PlanImport.objects.count() == 2
    assert "photo.png" in reply.content.decode()


def test_guest_may_not_import(cast: Cast, browser: Callable[[User], Client]) -> None:
    ada = browser(cast.ada)
    assert ada.post(reverse("imports"), {"file": file_of()}, headers=HTMX).status_code == 403
    assert "import-drop" not in ada.get(reverse("imports")).content.decode()
    assert "import-drop" not in ada.get(reverse("plan")).content.decode()


@pytest.mark.parametrize("name", ["import", "import-rows", "import-file"])
def test_draft_of_somebody_else_is_not_found(
    cast: Cast, ling: Client, browser: Callable[[User], Client], name: str
) -> None:
    draft = upload(ling)
    for person in (cast.bo, cast.max, cast.root, cast.ada):
        assert browser(person).get(reverse(name, args=[draft.pk])).status_code == 404


@pytest.mark.parametrize("deed", ["columns", "matches", "reference", "applying", "discarding", "undoing", "redoing"])
def test_deeds_on_an_import_of_somebody_else_are_not_found(
    cast: Cast, ling: Client, browser: Callable[[User], Client], deed: str
) -> None:
    draft = upload(ling)
    assert browser(cast.wei).post(reverse(f"import-{deed}", args=[draft.pk])).status_code == 404
    assert PlanImport.objects.get().state == ImportState.DRAFT


@pytest.mark.parametrize("deed", ["columns", "matches", "reference", "applying", "discarding", "undoing", "redoing"])
def test_deeds_need_a_post_with_a_token(cast: Cast, ling: Client, deed: str) -> None:
    draft = upload(ling)
    assert ling.get(reverse(f"import-{deed}", args=[draft.pk])).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.ling)
    assert strict.post(reverse(f"import-{deed}", args=[draft.pk])).status_code == 403


def test_preview_shows_rows_remarks_and_what_the_file_says(ling: Client) -> None:
    page = ling.get(reverse("import", args=[upload(ling).pk])).content.decode()
    assert "需求访谈" in page
    assert "（小凌/3-12）" in page
    assert "“待定”" in page
    assert "竞争对手：友商A" in page
    assert page.count('class="read') == 2


def test_preview_can_show_only_rows_with_remarks(ling: Client) -> None:
    address = reverse("import", args=[upload(ling).pk])
    page = ling.get(f"{address}?only=remarks").content.decode()
    assert page.count('class="read') == 1
    assert "滨海银行" in page


def test_large_preview_comes_in_pages(ling: Client) -> None:
    rows = "".join(f"2026-03-{n % 28 + 1:02},客户甲/项目,目标 {n},下一步 {n}\n" for n in range(250))
    draft = upload(ling, "跟进日期,客户/项目名称,本次跟进目标,下一步计划\n" + rows)
    first = ling.get(reverse("import", args=[draft.pk])).content.decode()
    assert first.count('class="read') == 100
    last = ling.get(reverse("import-rows", args=[draft.pk]), {"from": 200}).content.decode()
    assert last.count('class="read') == 50
    assert "hx-get" not in last
    assert "目标 249" in last


def test_file_is_read_once(ling: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = upload(ling)
    monkeypatch.setattr("genjin.plantable.operations.drafts.read_plan_table", None)
    ling.get(reverse("import", args=[draft.pk]))
    ling.get(reverse("import-rows", args=[draft.pk]))
    ling.post(reverse("import-applying", args=[draft.pk]))
    assert FollowUp.objects.count() == 2


def test_corrected_column_is_read_and_remembered(ling: Client) -> None:
    draft = upload(ling)
    page = ling.get(reverse("import", args=[draft.pk]))
    table = page.context["preview"].tables[0]
    column = next(column for column in table.columns if column.header == "竞争对手")
    assert column.meaning == ""
    posted = {"fingerprint": table.fingerprint, "header": [column.header], "meaning": ["feedback"], "shown": [""]}
    reply = ling.post(reverse("import-columns", args=[draft.pk]), posted, headers=HTMX)
    assert reply.status_code == 200
    assert "竞争对手：友商A" not in reply.content.decode()
    again = ling.get(reverse("import", args=[upload(ling).pk])).context["preview"].tables[0]
    assert again.is_remembered
    assert next(column for column in again.columns if column.header == "竞争对手").meaning == "feedback"
    ling.post(reverse("import-columns", args=[draft.pk]), {"fingerprint": table.fingerprint, "forget": "1"})
    later = ling.get(reverse("import", args=[draft.pk])).context["preview"].tables[0]
    assert not later.is_remembered
    assert next(column for column in later.columns if column.header == "竞争对手").meaning == ""


@pytest.mark.parametrize("meaning", ["nonsense", "actions"])
def test_wrong_column_is_refused_in_the_bar(ling: Client, meaning: str) -> None:
    draft = upload(ling)
    table = ling.get(reverse("import", args=[draft.pk])).context["preview"].tables[0]
    posted = {"fingerprint": table.fingerprint, "header": ["竞争对手"], "meaning": [meaning], "shown": [""]}
    reply = ling.post(reverse("import-columns", args=[draft.pk]), posted, headers=HTMX)
    assert reply.status_code == 422
    assert reply.headers["HX-Retarget"] == "#import-refusal"


def test_columns_of_a_table_that_is_not_in_the_file_are_refused(ling: Client) -> None:
    draft = upload(ling)
    posted = {"fingerprint": "x" * 300, "header": "竞争对手", "meaning": "feedback", "shown": ""}
    assert ling.post(reverse("import-columns", args=[draft.pk]), posted).status_code == 422


def test_names_of_a_file_are_never_markup(ling: Client) -> None:
    nasty = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    header, *rows = CSV.splitlines()
    nasty_row = f"待定{nasty},{nasty},{nasty},1. 做（{nasty}/3-12）,{nasty},{nasty}"
    text = "\n".join([f"{header},{nasty}", *rows, nasty_row, ""])
    draft = upload(ling, text, f"{nasty.replace('/', '')}.csv")
    for page in (reverse("import", args=[draft.pk]), reverse("imports")):
        html = ling.get(page).content.decode()
        assert "&lt;img src=x" in html
        assert "<img" not in html
        assert "<script>alert" not in html
    ling.post(reverse("import-applying", args=[draft.pk]))
    for page in (reverse("import", args=[draft.pk]), reverse("plan")):
        html = ling.get(page).content.decode()
        assert "<img" not in html
        assert "<script>alert" not in html


def test_similar_customer_is_asked_about_and_never_merged_by_itself(cast: Cast, ling: Client) -> None:
    draft = upload(ling)
    matching = ling.get(reverse("import", args=[draft.pk])).context["preview"].matching
    question = next(each for group in matching.groups for each in group.questions if each.name == "华东精密")
    assert question.is_open
    assert question.proposed == [(str(cast.customer.pk), cast.customer.name)]
    ling.post(reverse("import-applying", args=[draft.pk]))
    assert Customer.objects.filter(name="华东精密").exists()


def test_chosen_matches_are_used_and_proposed_the_next_time(cast: Cast, ling: Client) -> None:
    draft = upload(ling)
    posted = {
        "customers-words": ["华东精密", "滨海银行"],
        "customers-choice": [str(cast.customer.pk), "new"],
        "people-words": ["小凌"],
        "people-choice": [str(cast.ling.pk)],
    }
    reply = ling.post(reverse("import-matches", args=[draft.pk]), posted, headers=HTMX)
    assert reply.status_code == 200
    ling.post(reverse("import-applying", args=[draft.pk]))
    assert not Customer.objects.filter(name="华东精密").exists()
    assert set(cast.project.follow_ups.get().actions.get(content="需求访谈").doers.all()) == {cast.ling}
    assert upload(ling).choices["customers"] == {"华东精密": str(cast.customer.pk)}


@pytest.mark.parametrize("choice", ["99999999", "x", "9" * 40])
def test_unseen_customer_cannot_be_chosen(ling: Client, choice: str) -> None:
    posted = {"customers-words": ["华东精密"], "customers-choice": [choice]}
    reply = ling.post(reverse("import-matches", args=[upload(ling).pk]), posted, headers=HTMX)
    assert reply.status_code == 422


def test_relative_dates_count_from_the_day_chosen(ling: Client) -> None:
    draft = upload(ling, "客户,阶段,下一步计划\n甲公司,谈判,提交方案（凌薇/明天）\n")
    reply = ling.post(reverse("import-reference", args=[draft.pk]), {"day": "2025-05-05"}, headers=HTMX)
    assert "2025-05-06" in reply.content.decode()
    assert ling.post(reverse("import-reference", args=[draft.pk]), {"day": "x"}, headers=HTMX).status_code == 422


def test_imported_rows_are_undone_and_redone(ling: Client) -> None:
    draft = upload(ling)
    reply = ling.post(reverse("import-applying", args=[draft.pk]), headers=HTMX)
    assert reply.headers["HX-Redirect"] == reverse("plan")
    assert reverse("import-undoing", args=[draft.pk]) in ling.get(reverse("plan")).content.decode()
    assert ling.post(reverse("import-applying", args=[draft.pk]), headers=HTMX).status_code == 409
    assert ling.post(reverse("import-undoing", args=[draft.pk]), headers=HTMX).headers["HX-Refresh"] == "true"
    assert not FollowUp.objects.filter(deleted_at__isnull=True).exists()
    assert ling.post(reverse("import-undoing", args=[draft.pk])).status_code == 409
    ling.post(reverse("import-redoing", args=[draft.pk]))
    assert FollowUp.objects.filter(deleted_at__isnull=True).count() == 2


def test_draft_can_be_thrown_away(ling: Client) -> None:
    draft = upload(ling)
    ling.post(reverse("import-discarding", args=[draft.pk]))
    assert not PlanImport.objects.exists()
    assert not draft.file.storage.exists(draft.file.name)


def test_original_file_comes_back_as_it_was_to_its_owner_alone(
    cast: Cast, ling: Client, browser: Callable[[User], Client]
) -> None:
    draft = upload(ling)
    reply = ling.get(reverse("import-file", args=[draft.pk]))
    assert b"".join(reply.streaming_content) == CSV.encode()
    assert "attachment" in reply.headers["Content-Disposition"]
    assert "filename*=utf-8''%E5%91%A8%E6%8A%A5.csv" in reply.headers["Content-Disposition"]
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    ling.post(reverse("import-applying", args=[draft.pk]))
    assert browser(cast.root).get(reverse("import", args=[draft.pk])).status_code == 200
    assert browser(cast.root).get(reverse("import-file", args=[draft.pk])).status_code == 404


def test_source_of_a_row_is_shown_to_who_sees_the_row(
    cast: Cast, ling: Client, browser: Callable[[User], Client]
) -> None:
    ling.post(reverse("import-applying", args=[upload(ling).pk]))
    row = FollowUp.objects.first()
    address = reverse("row-source", args=[row.pk])
    assert "周报.csv" in ling.get(address).content.decode()
    assert "1. 需求访谈（小凌/3-12）" in ling.get(address).content.decode()
    assert browser(cast.wei).get(address).status_code == 404
    assert ling.get(reverse("row-source", args=[cast.log().pk])).content.decode().strip() == ""


def test_signed_out_person_is_sent_to_sign_in(db: None) -> None:
    for name, args in (("imports", []), ("import", [1]), ("import-file", [1]), ("row-source", [1])):
        assert "sign-in" in Client().get(reverse(name, args=args)).headers["Location"]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.[xcd]*")), ids=lambda path: path.stem)
def test_every_sample_has_a_preview(ling: Client, path: Path) -> None:
    draft = upload(ling, path.read_bytes(), path.name)
    page = ling.get(reverse("import", args=[draft.pk])).content.decode()
    assert page.count('class="read') == draft.row_count


def test_list_asks_as_often_for_three_imports_as_for_one(
    ling: Client, django_assert_num_queries: Callable[..., object]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    upload(ling)
    ling.get(reverse("imports"))
    with CaptureQueriesContext(connection) as one:
        ling.get(reverse("imports"))
    upload(ling)
    upload(ling)
    with CaptureQueriesContext(connection) as three:
        ling.get(reverse("imports"))
    assert len(one) == len(three)


def test_preview_asks_as_often_for_three_rows_as_for_one(ling: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    head, *rows = CSV.splitlines()
    counts = []
    for lines in (rows[:1], [*rows, "2026-03-11,第三客户/项目,谈判,动作（某人/3-12）,,"]):
        draft = upload(ling, "\n".join([head, *lines]) + "\n")
        with CaptureQueriesContext(connection) as queries:
            ling.get(reverse("import", args=[draft.pk]))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_json_of_an_export_is_read_back(ling: Client) -> None:
    draft = upload(ling, '{"rows": [{"seq": 1, "customer": "甲", "goal": "目标"}]}', "plan.json")
    page = ling.get(reverse("import", args=[draft.pk])).content.decode()
    assert "目标" in page
    assert draft.row_count == 1
