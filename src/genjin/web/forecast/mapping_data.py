"""What the columns and words of a table of another system are said to mean, and the page that asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genjin.forecast.engine.wrong import WrongHistory
from genjin.forecast.foreign import FIELDS, LOST, OPEN, WON, Meanings, Table, guessed_columns, stage_words, words_in
from genjin.forecast.models import PastLog
from genjin.forecast.queries.past_logs import deals_of, probable_meanings, stage_names
from genjin.forecast.wording import sentence_about

FIELD_NAMES: Final[dict[str, Promise]] = {
    "deal": _("Deal (number or name)"),
    "stage": _("Stage"),
    "created": _("Day it began"),
    "changed": _("Day of the present stage"),
    "closed": _("Day it ended"),
    "amount": _("Amount"),
    "owner": _("Owner"),
    "outcome": _("Outcome (won, lost or still open)"),
}
ENDS: Final = ((WON, _("Won")), (LOST, _("Lost")))
ROWS_SHOWN: Final = 5
WORDS_SHOWN: Final = 60
WRONG_SHOWN: Final = 10
OUR_STAGE: Final = "="
"""What a choice begins with that is one of our stages and no end."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, or is probable where nothing was; `was_shown` tells whether these words were asked about."""

    columns: Mapping[str, int]
    meanings: Meanings
    was_shown: bool


@dataclass(frozen=True, slots=True)
class WordLine:
    """One word of the other system: the field's name, how often it stands there, and what it is taken for."""

    key: str
    word: str
    count: int
    chosen: str


@dataclass(frozen=True, slots=True)
class MappingPage:
    """The page for one draft."""

    log: PastLog
    is_contract: bool
    fields: Sequence[tuple[str, Promise, int]]
    header: Sequence[tuple[int, str]]
    stages: Sequence[WordLine]
    outcomes: Sequence[WordLine]
    shown_for: str
    our_stages: Sequence[tuple[str, str]]
    ends: Sequence[tuple[str, Promise]]
    rows: Sequence[Sequence[str]]
    count: int
    wrong: Sequence[str]
    wrong_count: int
    kept: int


def read_mapping(table: Table, said: Mapping[str, str]) -> Said:
    """Read what a form says; what it does not say is guessed."""
    columns = guessed_columns(table.header)
    if any(name in said for name in FIELDS):
        columns = {name: _place(said.get(name, ""), len(table.header)) for name in FIELDS}
    probable = probable_meanings(table, columns)
    if said.get("shown_for") != _shown_for(columns):
        return Said(columns, probable, was_shown=False)
    stages, ends = dict(probable.stages), dict(probable.ends)
    for place, (word, _count) in enumerate(stage_words(table, columns)[:WORDS_SHOWN]):
        choice = said.get(f"stage-{place}", "")
        stages[word] = choice[1:] if choice[1:] in stage_names() and choice.startswith(OUR_STAGE) else ""
        ends[word] = choice if choice in {WON, LOST} else OPEN
    outcomes = dict(probable.outcomes)
    for place, (word, _count) in enumerate(_outcome_words(table, columns)[:WORDS_SHOWN]):
        choice = said.get(f"outcome-{place}", "")
        outcomes[word] = choice if choice in {WON, LOST} else OPEN
    return Said(columns, Meanings(stages, ends, outcomes), was_shown=True)


def mapping_page(log: PastLog, table: Table, said: Said, *, look_closer: bool) -> MappingPage:
    """Return the page; `look_closer` reads all rows and says which are wrong."""
    meanings, wrong, kept = said.meanings, [], 0
    if look_closer:
        try:
            deals = deals_of(table, said.columns, meanings)
            wrong, kept = deals.wrong, len(table.rows) - len(deals.wrong)
        except WrongHistory:  # no column for the deals: the refusal says so
            pass
    stages = stage_words(table, said.columns)[:WORDS_SHOWN]
    outcomes = _outcome_words(table, said.columns)[:WORDS_SHOWN]
    ours = {word: OUR_STAGE + name for word, name in meanings.stages.items() if name}
    return MappingPage(
        log=log,
        is_contract=table.is_contract,
        fields=[(name, FIELD_NAMES[name], said.columns[name]) for name in FIELDS],
        header=list(enumerate(table.header)),
        stages=_lines("stage", stages, ours | {word: end for word, end in meanings.ends.items() if end}),
        outcomes=_lines("outcome", outcomes, meanings.outcomes),
        shown_for=_shown_for(said.columns),
        our_stages=[(OUR_STAGE + name, name) for name in stage_names()],
        ends=ENDS,
        rows=table.rows[:ROWS_SHOWN],
        count=len(table.rows),
        wrong=[sentence_about(one) for one in wrong[:WRONG_SHOWN]],
        wrong_count=len(wrong),
        kept=kept,
    )


def _lines(name: str, words: Sequence[tuple[str, int]], chosen: Mapping[str, str]) -> list[WordLine]:
    return [WordLine(f"{name}-{place}", word, count, chosen.get(word, "")) for place, (word, count) in enumerate(words)]


def _outcome_words(table: Table, columns: Mapping[str, int]) -> list[tuple[str, int]]:
    return [] if table.is_contract else words_in(table, columns.get("outcome", -1))


def _shown_for(columns: Mapping[str, int]) -> str:
    """Return of which columns the words are: others have other words."""
    return f"{columns['stage']} {columns['outcome']}"


def _place(word: str, columns: int) -> int:
    place = int(word) if word.isascii() and word.isdigit() and len(word) < 6 else -1
    return place if place < columns else -1
