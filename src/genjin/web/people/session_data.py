"""Where somebody is signed in, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

# a program that calls itself several of these is the first of them
PROGRAMS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Lark", "飞书"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One browser."""

    pk: int
    device: str
    agent: str
    address: str
    since: datetime
    last_seen: datetime
    is_current: bool


def session_lines(sessions: Iterable[UserSession], *, current: str) -> list[SessionLine]:
    """Return the sessions for showing; `current` is the key of the one that asks."""
    return [
        SessionLine(
            pk=session.pk,
            device=device_of(session.user_agent),
            agent=session.user_agent,
            address=session.ip,
            since=session.created_at,
            last_seen=session.last_seen_at,
            is_current=session.session_key == current,
        )
        for session in sessions
    ]


def device_of(agent: str) -> str:
    """Return browser and machine as people call them, as far as the browser says."""
    found = [next((name for mark, name in marks if mark in agent), "") for marks in (PROGRAMS, MACHINES)]
    return " · ".join(name for name in found if name) or _("unknown device")
