"""Each environment variable stands in the settings page, and each that stands there is read."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(r'env\.(?:text|flag|number|words|folder|web_address|name_beside|mail_server)\(\s*"([A-Z_]+)"')
WRITTEN = re.compile(r"`((?:GENJIN_|DATABASE_)[A-Z_]+)`")


def test_the_settings_page_is_complete() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert set(READ.findall(code)) == {name for name in WRITTEN.findall(page) if name != "GENJIN_DATA/secret-key"}
