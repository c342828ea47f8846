"""What there is to tell, before it is told to anybody."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from genjin.core import clock
from genjin.notifications.models import Topic


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell to some people: about what, since when, in which words (`detail`, see wording.py).

    `is_for_today`: where it goes into a digest, into that of today, or at once if that is gone.
    """

    topic: Topic
    subject_type: str
    subject_id: int
    key: str
    people: Collection[int]
    name: str = ""
    project_id: int | None = None
    customer_id: int | None = None
    by_id: int | None = None
    at: datetime = field(default_factory=clock.now)
    detail: Mapping[str, object] = field(default_factory=dict)
    is_for_today: bool = False
