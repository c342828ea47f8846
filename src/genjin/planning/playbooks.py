"""Playbooks by type of customer (DOMAIN §6): what to propose, how to talk, what closes, what to beware of."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from genjin.customers.models import CustomerType
from genjin.planning.models import StrategyKind

PLAYBOOKS = Path(__file__).with_name("playbooks.toml")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in both languages; `str()` of it is in that of the request."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.zh

    @property
    def both(self) -> tuple[str, str]:
        """Return the text in either language."""
        return self.zh, self.en


@dataclass(frozen=True, slots=True)
class ProposedStrategy:
    """A strategy to tick; `key` names it inside its playbook."""

    key: str
    kind: StrategyKind
    content: Wording


@dataclass(frozen=True, slots=True)
class ProposedAction:
    """A draft of an action to tick; `stage` is the name of the stage in which it helps."""

    key: str
    stage: str
    content: Wording
    expected: Wording


@dataclass(frozen=True, slots=True)
class Playbook:
    """What is proposed to a type of customer; `cues` tell it, `pitfall` is the usual mistake."""

    customer_type: CustomerType
    cues: Wording
    pitfall: Wording
    strategies: Sequence[ProposedStrategy]
    actions: Sequence[ProposedAction]

    @property
    def keys(self) -> set[str]:
        """Return the keys of all proposals."""
        return {draft.key for draft in self.strategies} | {draft.key for draft in self.actions}


@cache
def playbooks() -> Mapping[str, Playbook]:
    """Return the playbook of every type of customer."""
    read = tomllib.loads(PLAYBOOKS.read_text(encoding="utf-8"))
    return {kind.value: _playbook(kind, read[kind.value]) for kind in CustomerType}


def _playbook(customer_type: CustomerType, read: Mapping[str, Any]) -> Playbook:
    strategies = [
        ProposedStrategy(f"strategy-{number}", StrategyKind(line["kind"]), Wording(line["zh"], line["en"]))
        for number, line in enumerate(read["strategies"])
    ]
    actions = [
        ProposedAction(f"action-{number}", line["stage"], Wording(line["zh"], line["en"]), Wording(**line["expected"]))
        for number, line in enumerate(read["actions"])
    ]
    return Playbook(customer_type, Wording(**read["cues"]), Wording(**read["pitfall"]), strategies, actions)
