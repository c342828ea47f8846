"""What people really write, read and saved untouched: every character of a note is in the row, or in words that were
shown for a value."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.columns import cell_texts
from genjin.planning.queries.follow_ups import whole_rows
from tests.cast import Cast
from tests.web.notes.test_notes import fields
from tests.web.pages import signed_in

TRAINING = Path(__file__).resolve().parents[3] / "training"
LINES = (TRAINING / "notes" / "notes-c.jsonl").read_text(encoding="utf-8").splitlines()[::4]
NOTES = [json.loads(line) for line in LINES]
IN_FRONT = re.compile(
    r"^\s*(?:[【\[]?(?:下一步|后续|风险|待办|行动)[】\]]?[:：]?)?\s*(?:\d{1,2}[.、)）]|[（(]\S{1,2}[)）]|[-•①-⑳])?"
)


@pytest.mark.parametrize("part", range(4))
def test_whole_note_is_found_again(cast: Cast, part: int) -> None:
    client = signed_in(cast.ling)
    for note in NOTES[part::4]:
        for name in note["customers"]:
            add_project(customer=add_customer(name=name, by=cast.ling), name="一期", by=cast.ling)
        html = client.post("/notes/proposals", {"text": note["text"]}).content.decode()
        for number in range(1, html.count('class="card note-card"') + 1):
            sent = fields(html, number)
            text = sent["note"][0]
            shown = [unescape(words) for words in re.findall(r'data-words="([^"]*)"', html)]
            sent |= {"no_next_step_because": ["x"]}
            sent.setdefault("project", [str(cast.project.pk)])
            assert client.post("/notes/follow-ups", sent).status_code == 200, text
            row = whole_rows().order_by("-pk")[0]
            kept = "".join(cell_texts(row)[key] for key in ("feedback", "objections", "risks", "next_steps"))
            assert lost(text, kept + "\n" + "\n".join(shown)) == [], text


def lost(text: str, kept: str) -> list[str]:
    """The clauses of a text that are found nowhere; a number or a heading of a column in front may be gone."""
    rest = "".join(kept.split())
    clauses = ("".join(IN_FRONT.sub("", clause).split()) for clause in re.split(r"[。！？!?…；;，,\n]", text))
    return [clause for clause in clauses if clause.strip("“”」』）)") not in rest]


def test_a_lost_clause_would_be_seen() -> None:
    assert lost("王总认可，1、预算砍了。", "王总认可。") == ["预算砍了"]
