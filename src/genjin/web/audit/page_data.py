"""What the audit shows of each entry."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from genjin.people.models import AuditEntry, Role
from genjin.web.audit.wording import DETAILS, EXPORTS, KINDS
from genjin.web.people.session_data import device_of

LONGEST = 300
BROWSERS = {"with", "device"}  # what a browser calls itself; the exported file has it in full


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry in words."""

    at: datetime
    kind: str
    by: str
    target: str
    detail: str
    address: str
    is_refusal: bool


def audit_lines(entries: Iterable[AuditEntry]) -> list[AuditLine]:
    """Return entries as the page shows them."""
    return [audit_line(entry) for entry in entries]


def audit_line(entry: AuditEntry) -> AuditLine:
    """Return one entry in words; a kind that has none shows its code."""
    return AuditLine(
        at=entry.at,
        kind=str(KINDS.get(entry.kind, entry.kind)),
        by=entry.by_name,
        target=entry.target_name if entry.target_name != entry.by_name else "",
        detail=detail_words(entry.detail)[:LONGEST],
        address=entry.address or "",
        is_refusal=entry.kind.endswith("_refused"),
    )


def detail_words(detail: Mapping[str, object]) -> str:
    """Return the detail on one line."""
    parts = []
    for key, value in detail.items():
        if key == "what":
            parts.append(str(EXPORTS.get(str(value), value)))
        elif key in BROWSERS and value:
            parts.append(_labelled(key, device_of(str(value))))
        elif value not in ("", None, [], {}):
            parts.append(_labelled(key, _plain(_named(key, value))))
    return " · ".join(parts)


def _labelled(key: str, text: str) -> str:
    return _("%(label)s: %(text)s") % {"label": DETAILS.get(key, key), "text": text}


def _named(key: str, value: object) -> object:
    """Return a role as people call it, also each of an old and a new one."""
    if key != "role":
        return value
    if isinstance(value, list):
        return [_named(key, one) for one in value]
    return dict(Role.choices).get(str(value), value)


def _plain(value: object) -> str:
    if isinstance(value, list) and len(value) == 2 and not any(isinstance(one, (list, dict)) for one in value):
        return f"{value[0]} → {value[1]}"
    if isinstance(value, dict):
        return ", ".join(f"{DETAILS.get(key, key)} {_plain(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return str(value)
