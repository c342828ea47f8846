"""The everyday contacts between the rows that a story tells: calls, visits, reminders.

Patterns by stage are combined with the project's own words and with sentences heard at that customer, each sentence
once: in a fixed order, so that the same day gives the same data, and so that no two rows are equal.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, cycle, islice, pairwise

from genjin.setup.demo.stories import ProjectStory, RowStory


def with_everyday_rows(
    project: ProjectStory,
    doers: Mapping[str, str],
    heard: Iterator[str],
    phrases: Mapping[str, Sequence[dict[str, str]]],
) -> list[RowStory]:
    """Return the project's rows, those told and the everyday ones, by day."""
    rows = list(project.rows)
    words = _Words(project.words, doers)
    patterns = {stage: _turned(options, len(project.name)) for stage, options in phrases.items()}
    for _ in range(project.fill):
        before = _longest_gap(rows)
        if before is None:
            break
        pattern = next(patterns[rows[before].stage], None)
        if pattern is None:
            break
        rows.insert(before + 1, _everyday_row(rows[before], rows[before + 1], pattern, words, next(heard, "")))
    return rows


def _turned(options: Sequence[dict[str, str]], start: int) -> Iterator[dict[str, str]]:
    """Yield each pattern once, beginning elsewhere for each project."""
    return islice(cycle(options), start % len(options), start % len(options) + len(options))


def _longest_gap(rows: Sequence[RowStory]) -> int | None:
    """Return the place of the row after which the longest time passes, None where no more contacts fit in."""
    gaps = [(later.on - row.on, -place) for place, (row, later) in enumerate(pairwise(rows)) if not row.quiet]
    longest, place = max(gaps, default=(0, 0))
    return -place if longest > 1 else None


def _everyday_row(
    before: RowStory, after: RowStory, pattern: Mapping[str, str], words: "_Words", sentence: str
) -> RowStory:
    taken = words.taken()
    texts = {key: text.format_map(taken) for key, text in pattern.items()}
    texts["feedback"] = texts.get("feedback", "") + sentence
    return replace(RowStory(on=(before.on + after.on) // 2, goal="", stage=before.stage), **texts)  # type: ignore[arg-type]


class _Words:
    """A project's words, each kind in turn."""

    def __init__(self, words: Mapping[str, Sequence[str]], doers: Mapping[str, str]) -> None:
        self._kinds = {kind: cycle(options) for kind, options in words.items()}
        self._doers = doers
        self._numbers = count(len(doers) + sum(len(options) for options in words.values()), 7)

    def taken(self) -> "_Taken":
        """Return the next word of each kind, and a number that looks like none before."""
        number = next(self._numbers)
        return _Taken(
            {kind: next(options) for kind, options in self._kinds.items()},
            **self._doers,
            数=str(number % 31 + 9),
            几="三四五六"[number % 4],
        )


class _Taken(dict[str, str]):
    """Words by kind; days such as {+3} stay as they are until the row's own day is known."""

    def __missing__(self, key: str) -> str:
        if not key.startswith(("+", "-")):
            raise KeyError(key)
        return "{" + key + "}"
