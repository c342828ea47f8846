"""Plain text as HTML: nothing that somebody typed becomes markup, and no character is lost."""

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genjin.web.conversation.said import excerpt, said


class Reader(HTMLParser):
    """Collects tags, attributes and the text as a browser would show it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name == "href"]
        assert {name for name, _value in attrs} <= {"href", "target", "rel", "class"}
        if tag == "br":
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        self.text += data


def read(text: str, names: tuple[str, ...] = ("李娜",)) -> Reader:
    reader = Reader()
    reader.feed(str(said(text, names)))
    reader.close()
    return reader


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "@李娜<script>alert(1)</script>",
        'https://a.cn/"onmouseover="alert(1)',
        "https://a.cn/'><script>alert(1)</script>",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "&lt;script&gt;",
    ],
)
def test_markup_stays_text(text: str) -> None:
    reader = read(text)
    assert reader.text == text
    assert reader.tags <= {"a", "b", "br"}
    assert all(address.startswith(("https://", "http://")) for address in reader.addresses)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("见https://a.cn/b?x=1&y=2，谢谢", "https://a.cn/b?x=1&y=2"),
        ("(http://a.cn/b).", "http://a.cn/b"),
        ("https://a.cn。", "https://a.cn"),
        ("HTTPS://A.CN/报价 好", "HTTPS://A.CN/报价"),
    ],
)
def test_addresses_become_links(text: str, address: str) -> None:
    reader = read(text)
    assert reader.addresses == [address]
    assert reader.text == text
    assert 'rel="noopener noreferrer nofollow"' in said(text, ())


def test_mentions_and_line_breaks() -> None:
    assert said("@李娜请看\n好", ("李娜",)) == '<b class="mention">@李娜</b>请看<br>好'
    assert said("@李娜请看", ()) == "@李娜请看"


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from([*"<>&\"'@李娜 \n.,)", "https://a.cn/"])).map("".join)))
def test_no_character_is_lost_and_none_is_markup(text: str) -> None:
    html = str(said(text, ("李娜",)))
    reader = read(text)
    assert reader.tags <= {"a", "b", "br"}
    plain = html.replace("<br>", "\n")
    for piece in ('<b class="mention">', "</b>", "</a>"):
        plain = plain.replace(piece, "")
    while "<a href=" in plain:
        start = plain.index("<a href=")
        plain = plain[:start] + plain[plain.index(">", start) + 1 :]
    assert unescape(plain) == text


def test_excerpt_is_one_line() -> None:
    assert excerpt("一\n二  三") == "一 二 三"
    assert excerpt("一" * 90, 10) == "一" * 9 + "…"
