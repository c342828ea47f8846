"""Reading the audit: for administrators, the latest first, without counting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from genjin.core import clock
from genjin.core.ids import read_id
from genjin.core.json_text import holding
from genjin.core.storable import storable_text
from genjin.people.models import AuditEntry, AuditRetention, User

PAGE_SIZE = 50
# what belongs together, by the beginning of its kind
GROUPS: Mapping[str, tuple[str, ...]] = {
    "sign_ins": ("person.sign", "session"),
    "rights": ("person.", "invitation.", "department.", "second_factor.", "password_link.", "sign_in_rules."),
    "exports": ("export.", "file.", "backup."),
    "imports": ("import.",),
    "personal_data": ("contact.",),
    "feeds": ("calendar_feed.",),
    "settings": ("retention.",),
}


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What is looked at; an empty value filters nothing. `person` is who did it."""

    group: str = ""
    person: int | None = None
    since: date | None = None
    until: date | None = None
    words: str = ""

    def query(self) -> str:
        """Return the filter as the query of an address; `read_audit_filter` is the inverse."""
        pairs = {
            "group": self.group,
            "person": self.person or "",
            "since": self.since or "",
            "until": self.until or "",
            "q": self.words,
        }
        return urlencode({key: str(value) for key, value in pairs.items() if value})


def read_audit_filter(pairs: Mapping[str, str]) -> AuditFilter:
    """Read a filter from an address; what cannot be understood filters nothing."""
    group = pairs.get("group", "")
    return AuditFilter(
        group=group if group in GROUPS else "",
        person=read_id(pairs.get("person", "")),
        since=_day(pairs.get("since", "")),
        until=_day(pairs.get("until", "")),
        words=storable_text(pairs.get("q", "")).strip()[:100],
    )


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some entries, and the cursor after which the next ones stand ("" if there are none)."""

    entries: Sequence[AuditEntry]
    following: str


def audit_entries(user: User, view: AuditFilter) -> QuerySet[AuditEntry]:
    """Return the entries that pass the filter, the latest first; nobody but an administrator sees any."""
    entries = AuditEntry.objects.select_related("by").order_by("-at", "-pk")
    if not (user.is_active and user.is_administrator):
        return entries.none()
    if view.group:
        entries = entries.filter(_of_group(view.group))
    if view.person is not None:
        entries = entries.filter(by=view.person)
    if view.since is not None:
        entries = entries.filter(at__gte=clock.start_of(view.since))
    if view.until is not None:
        entries = entries.filter(at__lt=clock.start_of(view.until + timedelta(days=1)))
    if view.words:
        named = Q(by_name__icontains=view.words) | Q(target_name__icontains=view.words) | Q(kind__icontains=view.words)
        entries, in_detail = holding(entries, "detail", view.words)
        entries = entries.filter(named | in_detail | Q(address__startswith=view.words))
    return entries


def audit_page(user: User, view: AuditFilter, *, after: str = "") -> AuditPage:
    """Return the next entries, in one query whatever the depth."""
    entries = audit_entries(user, view)
    if (place := _read_place(after)) is not None:
        at, pk = place
        entries = entries.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
    found = list(entries[: PAGE_SIZE + 1])
    page, last = found[:PAGE_SIZE], found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    return AuditPage(page, f"{last.at.isoformat()}~{last.pk}" if last else "")


def audit_retention() -> AuditRetention:
    """Return the row of this installation, or one that is not stored yet and keeps the usual days."""
    return AuditRetention.objects.order_by("pk").first() or AuditRetention()


def _of_group(group: str) -> Q:
    found = Q(pk__isnull=True)
    for beginning in GROUPS[group]:
        found |= Q(kind__startswith=beginning)
    if group == "rights":  # signing in begins alike
        found &= ~Q(kind__startswith=GROUPS["sign_ins"][0])
    return found


def _day(word: str) -> date | None:
    try:
        day = date.fromisoformat(word)
    except ValueError:
        return None
    return day if 1900 < day.year < 9000 else None  # others cannot be told in every time zone


def _read_place(text: str) -> tuple[datetime, int] | None:
    at, _tilde, pk = text.partition("~")
    try:
        moment, known = datetime.fromisoformat(at), read_id(pk)
    except ValueError:
        return None
    return (moment, known) if known is not None and moment.tzinfo is not None else None
