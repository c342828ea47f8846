"""What is kept of the page is the same for everybody who looks at the table in the same way."""

import re

import pytest
from django.core.cache import caches
from django.test import Client

from genjin.people.models import User
from genjin.pipeline.models import Stage
from tests.cast import Cast

KEPT = (re.compile(r'<form id="filters".*?</form>', re.DOTALL), re.compile(r"<thead>.*?</thead>", re.DOTALL))
VIEWS = (
    "",
    "?stage=商务谈判&q=预算",
    "?group=none&hide=risks|note&widths=goal:200",
    "?customer_project=x&since=2026-01-01",
)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    caches["fragments"].clear()


def kept(user: User, query: str, language: str = "zh-hans") -> list[str]:
    client = Client(headers={"Accept-Language": language})
    client.force_login(user)
    page = client.get(f"/plan/{query}").content.decode()
    found = [pattern.search(page) for pattern in KEPT]
    return [piece[0] for piece in found if piece]


@pytest.mark.parametrize("query", VIEWS)
def test_is_the_same_for_everybody(cast: Cast, query: str) -> None:
    first = kept(cast.ling, query)
    assert len(first) == 2
    for other in (cast.max, cast.ada, cast.root):
        caches["fragments"].clear()
        assert kept(other, query) == first


def test_follows_the_view_the_language_and_the_stages(cast: Cast) -> None:
    first = kept(cast.ling, "")
    assert kept(cast.ling, "?stage=商务谈判") != first
    assert kept(cast.ling, "?hide=risks") != first
    assert kept(cast.ling, "", language="en") != first
    Stage.objects.filter(name="商务谈判").update(name="议价")
    assert "议价" in kept(cast.ling, "")[0]


def test_kept_pieces_push_out_no_other_counts() -> None:
    assert caches["fragments"] is not caches["default"]
    caches["default"].set("attempts", 5)
    for number in range(400):
        caches["fragments"].set(f"piece-{number}", "x")
    assert caches["default"].get("attempts") == 5
