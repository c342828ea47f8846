"""What the server answered to many at once."""

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Answers:
    """Milliseconds by kind, the seconds of processor that they took, and what went wrong."""

    spent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    processor: float = 0.0
    wrong: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, seconds: float, wrong: str = "") -> None:
        """Keep one answer."""
        with self.lock:
            self.spent[kind].append(seconds * 1000)
            if wrong:
                self.wrong[f"{kind}: {wrong}"] += 1

    def forget(self) -> None:
        """Begin anew, after the warming up."""
        with self.lock:
            self.spent.clear()
            self.wrong.clear()
