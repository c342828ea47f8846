"""What the checks say: words for each of them, in both languages, for everything that it may find."""

import pytest
from django.utils import translation

from genjin.health import wording
from genjin.health.engine.completeness import ASKED
from genjin.health.engine.facts import PlanFacts
from genjin.health.engine.registry import CHECKS
from genjin.health.engine.rules import Dimension, Severity
from tests.health.engine.plans import found
from tests.health.engine.test_checks import BORDERS

FIRING = [(key, facts) for key, facts, expected in BORDERS if expected]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_finding_is_told_with_its_figures(language: str) -> None:
    with translation.override(language):
        told = {(key, _told(key, facts)) for key, facts in FIRING}
    assert all(words and "%(" not in words for _key, words in told)


def _told(key: str, facts: PlanFacts) -> str:
    finding = found(key, facts)
    assert finding is not None
    return wording.reason(key, finding.because, finding.parameters)


def test_every_reason_comes_from_a_finding() -> None:
    """Words that nothing says would be wrong one day without anybody noticing."""
    findings = {(key, finding.because) for key, facts in FIRING if (finding := found(key, facts))}
    said = {(key, because) for key, words in wording.CHECKS.items() for because in words.reasons}
    of_risks = {(key, because) for key, because in said if key == "C6"}  # each way of lacking something
    assert said - of_risks <= findings | {("P5", "own")}  # the defaults know no median of our own
    assert findings <= said


def test_there_are_words_for_everything() -> None:
    assert list(wording.CHECKS) == list(CHECKS)
    assert set(wording.DIMENSIONS) == set(Dimension)
    assert set(wording.SEVERITIES) == set(Severity)
    assert list(wording.QUESTIONS) == list(ASKED)
