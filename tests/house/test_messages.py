import sys
from pathlib import Path

import pytest

# the scripts in tools/ import each other by their bare names, as they do when they are run
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import check_messages
import messages

TEMPLATE = """{% load i18n %}
<div>
    <p title="{% translate "Hello" %}">{% blocktranslate trimmed count n=rows %}
        One row
    {% plural %}
        {{ n }} rows
    {% endblocktranslate %}
  </p>{{ _("Filter") }} {% translate "May" context "month" %} it isn't "closed
</div>
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (messages, check_messages):
        monkeypatch.setattr(module, "SOURCE", tmp_path)
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "LOCALE", tmp_path / "locale")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "forms.py").write_text('label = pgettext_lazy("schedule", "Plan")', encoding="utf-8")
    return tmp_path


def catalogue(source: Path) -> Path:
    return source / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


@pytest.mark.usefixtures("source")
def test_finds_messages_in_code_and_templates() -> None:
    found = {(message.id, message.context) for message in messages.messages_in_code() if message.id}
    assert found == {
        ("Hello", None),
        (("One row", "%(n)s rows"), None),
        ("Filter", None),
        ("May", "month"),
        ("Plan", "schedule"),
    }


@pytest.mark.usefixtures("source")
def test_new_messages_are_untranslated_and_refused() -> None:
    messages.extract()
    assert len(list(check_messages.incomplete_catalogues())) == 5
    assert check_messages.main() == 1


def test_complete_catalogue_is_accepted_compiled_and_kept(source: Path) -> None:
    messages.extract()
    path = catalogue(source)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgstr ""\n\n', 'msgstr "译"\n\n').replace('msgstr[0] ""', 'msgstr[0] "%(n)s 行"'))
    messages.extract()
    assert list(check_messages.incomplete_catalogues()) == []
    messages.compile_all()
    assert path.with_suffix(".mo").stat().st_size > 0


def test_unused_and_fuzzy_are_refused(source: Path) -> None:
    messages.extract()
    with catalogue(source).open("a", encoding="utf-8") as file:
        file.write('\n#, fuzzy\nmsgid "Gone"\nmsgstr "没了"\n')
    faults = "\n".join(check_messages.incomplete_catalogues())
    assert "fuzzy: 'Gone'" in faults
    assert "no longer in the code: 'Gone'" in faults


def test_block_without_trimmed_is_refused(source: Path) -> None:
    (source / "templates" / "page.html").write_text("{% blocktranslate %}x{% endblocktranslate %}", encoding="utf-8")
    assert list(check_messages.loose_blocks()) == ["templates/page.html:1: blocktranslate without `trimmed`"]
