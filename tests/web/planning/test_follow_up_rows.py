"""Saving cells, adding, deleting, bringing back, ticking off."""

import json
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from genjin.core import clock
from genjin.people.models import User
from genjin.planning.columns import cell_text
from genjin.planning.models import FollowUp
from genjin.planning.queries.follow_ups import whole_rows
from genjin.text.cells import ActionItem
from tests.cast import Cast, cast

__all__ = ["cast"]


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(user)
    return client


def texts(row: FollowUp, *keys: str) -> list[str]:
    stored = whole_rows().get(pk=row.pk)
    return [cell_text(stored, key) for key in keys]


def save(user: User, row: FollowUp, **cells: str) -> HttpResponse:
    return signed_in(user).post(
        f"/plan/follow-ups/{row.pk}/cells", {k.replace("seen_", "seen-"): v for k, v in cells.items()}
    )


def batch(user: User, rows: object) -> HttpResponse:
    return signed_in(user).post("/plan/cells", json.dumps(rows), content_type="application/json")


def test_saving_cells_returns_the_row_alone_and_leaves_other_cells(cast: Cast) -> None:
    row = cast.log(goal="旧", note="留着", next_steps=[ActionItem("提交报价", "薄远", date(2026, 3, 12))])
    reply = save(cast.bo, row, goal="新", seen_goal="旧")
    html = reply.content.decode()
    assert reply.status_code == 200
    assert html.strip().startswith(f'<tr id="follow-up-{row.pk}"')
    assert "<html" not in html
    assert texts(row, "goal", "note", "next_steps") == ["新", "留着", "1. 提交报价（薄远/2026-03-12）"]


def test_typed_date_counts_from_the_rows_own_day(cast: Cast) -> None:
    row = cast.log()
    html = save(cast.ling, row, next_steps="提交报价（薄远/下周三）", seen_next_steps="").content.decode()
    assert "1. 提交报价（薄远/2026-03-18）" in html


def test_two_people_on_different_cells_both_hold(cast: Cast) -> None:
    row = cast.log(goal="旧", note="旧")
    assert save(cast.ling, row, goal="凌", seen_goal="旧").status_code == 200
    assert save(cast.bo, row, note="薄", seen_note="旧").status_code == 200
    assert texts(row, "goal", "note") == ["凌", "薄"]


def test_stale_cell_shows_both_texts_and_the_row_as_it_stands(cast: Cast) -> None:
    row = cast.log(goal="旧")
    save(cast.bo, row, goal="薄远的", seen_goal="旧")
    reply = save(cast.ling, row, goal="凌薇的", seen_goal="旧")
    html = reply.content.decode()
    assert reply.status_code == 409
    assert '<dialog class="conflict' in html
    assert 'data-theirs="薄远的"' in html
    assert "凌薇的" in html
    assert f'<template><tr id="follow-up-{row.pk}"' in html
    assert texts(row, "goal") == ["薄远的"]
    assert save(cast.ling, row, goal="凌薇的", seen_goal="薄远的").status_code == 200


def test_wrong_value_gets_a_sentence_at_its_cell(cast: Cast) -> None:
    row = cast.log()
    reply = save(cast.ling, row, date="改天再说", goal="不该写下")
    assert reply.status_code == 422
    assert 'data-field="date"' in reply.content.decode()
    assert "改天再说" in reply.content.decode()
    assert texts(row, "goal") == [""]


@pytest.mark.parametrize(("who", "status"), [("wei", 404), ("ada", 403)])
def test_outsider_gets_404_and_guest_403_for_everything(cast: Cast, who: str, status: int) -> None:
    row = cast.log(goal="旧", next_steps=[ActionItem("提交报价", None, None)])
    user = getattr(cast, who)
    client = signed_in(user)
    action = row.actions.get().pk
    replies = [
        save(user, row, goal="新"),
        batch(user, [{"row": row.pk, "cells": {"goal": "新"}}]),
        client.post(f"/plan/deletions?rows={row.pk}"),
        client.post(f"/plan/actions/{action}/completion"),
    ]
    assert [reply.status_code for reply in replies] == [status] * 4
    assert texts(row, "goal") == ["旧"]
    assert row.actions.get().done_on is None


def test_guest_cannot_add_a_row(cast: Cast) -> None:
    assert batch(cast.ada, [{"row": None, "cells": {"goal": "新"}}]).status_code == 403


def test_outsider_does_not_see_a_row_as_a_form(cast: Cast) -> None:
    row = cast.log()
    assert signed_in(cast.wei).get(f"/plan/follow-ups/{row.pk}/").status_code == 404
    assert "readonly" in signed_in(cast.ada).get(f"/plan/follow-ups/{row.pk}/").content.decode()
    assert "readonly" not in signed_in(cast.ling).get(f"/plan/follow-ups/{row.pk}/").content.decode()


def test_batch_writes_and_adds_rows_in_their_order(cast: Cast) -> None:
    row = cast.log(goal="旧")
    new = {"customer_project": "滨海银行/数据中台", "goal": "敲定付款", "actions": "1. 过会（陈静/昨天）"}
    reply = batch(
        cast.ling, [{"row": None, "cells": new}, {"row": row.pk, "cells": {"goal": "新"}, "seen": {"goal": "旧"}}]
    )
    html = reply.content.decode()
    assert reply.status_code == 200
    added = FollowUp.objects.exclude(pk=row.pk).get()
    assert html.index(f'id="follow-up-{added.pk}"') < html.index(f'id="follow-up-{row.pk}"')
    assert added.happened_on == clock.today()
    assert texts(added, "customer_project", "goal") == ["滨海银行 / 数据中台", "敲定付款"]
    assert "滨海银行" in html


def test_batch_is_all_or_nothing(cast: Cast) -> None:
    one, two = cast.log(goal="一"), cast.log(goal="二")
    rows = [{"row": one.pk, "cells": {"goal": "新"}}, {"row": two.pk, "cells": {"date": "不是日期"}}]
    assert batch(cast.ling, rows).status_code == 422
    stale = [
        {"row": one.pk, "cells": {"goal": "新"}},
        {"row": two.pk, "cells": {"goal": "新"}, "seen": {"goal": "别的"}},
    ]
    reply = batch(cast.ling, stale)
    assert reply.status_code == 409
    assert reply.content.decode().count("<section data-row=") == 1
    assert texts(one, "goal") == ["一"]


@pytest.mark.parametrize(
    "body",
    ["", "x", "1", "{}", '[{"row": 1}]', '[{"row": "1", "cells": {}}]', '[{"row": 1, "cells": []}]', "[1]", "[[]]"],
)
def test_damaged_batch_is_refused(cast: Cast, body: str) -> None:
    reply = signed_in(cast.ling).post("/plan/cells", body, content_type="application/json")
    assert reply.status_code in {200, 404, 422}
    assert FollowUp.objects.count() == 0


def test_delete_and_bring_back(cast: Cast) -> None:
    row = cast.log(goal="回来")
    client = signed_in(cast.ling)
    assert client.post(f"/plan/deletions?rows={row.pk}").status_code == 204
    assert f'id="follow-up-{row.pk}"' not in client.get("/plan/").content.decode()
    assert save(cast.ling, row, goal="x").status_code == 404
    assert signed_in(cast.wei).delete(f"/plan/deletions?rows={row.pk}").status_code == 404
    reply = client.delete(f"/plan/deletions?rows={row.pk}")
    assert f'id="follow-up-{row.pk}"' in reply.content.decode()
    assert f'id="follow-up-{row.pk}"' in client.get("/plan/").content.decode()


def test_tick_and_take_back(cast: Cast) -> None:
    row = cast.log(next_steps=[ActionItem("提交报价", None, None)])
    address = f"/plan/actions/{row.actions.get().pk}/completion"
    client = signed_in(cast.bo)
    assert 'class="is-done"' in client.post(address).content.decode()
    assert client.post(address).status_code == 409
    assert 'class="is-done"' not in client.delete(address).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=person&q=薄", "薄远"),
        ("kind=project&q=MES", "华东精密制造集团 / MES 二期"),
        ("kind=stage&q=谈判", "商务谈判"),
        ("kind=due&q=下周三&on=2026-03-10", "2026-03-18"),
        ("kind=date&q=昨天", ""),
        ("kind=other&q=x", ""),
    ],
)
def test_completions(cast: Cast, query: str, found: str) -> None:
    html = signed_in(cast.ling).get(f"/plan/completions?{query}").content.decode()
    assert found in html


def test_completions_tell_an_outsider_nothing_of_projects(cast: Cast) -> None:
    assert "MES" not in signed_in(cast.wei).get("/plan/completions?kind=project&q=MES").content.decode()
