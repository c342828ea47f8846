"""Every type of customer has its playbook, in both languages."""

import pytest
from django.utils import translation

from genjin.customers.models import CustomerType
from genjin.pipeline.models import Stage
from genjin.planning.models import StrategyKind
from genjin.planning.playbooks import playbooks


@pytest.mark.parametrize("kind", CustomerType)
def test_every_type_has_three_strategies_and_draft_actions_in_both_languages(kind: CustomerType) -> None:
    playbook = playbooks()[kind]
    assert {proposal.kind for proposal in playbook.strategies} == set(StrategyKind)
    assert len(playbook.actions) >= 2
    keys = [proposal.key for proposal in (*playbook.strategies, *playbook.actions)]
    assert len(set(keys)) == len(keys)
    wordings = [playbook.cues, playbook.pitfall, *(proposal.content for proposal in playbook.strategies)]
    wordings += [words for draft in playbook.actions for words in (draft.content, draft.expected)]
    assert all(words.zh and words.en and words.zh != words.en for words in wordings)


def test_wording_is_in_the_language_of_the_request() -> None:
    words = playbooks()["cost"].pitfall
    with translation.override("en"):
        assert str(words) == words.en
    with translation.override("zh-hans"):
        assert str(words) == words.zh


@pytest.mark.django_db
def test_stages_of_draft_actions_are_those_that_we_bring() -> None:
    names = set(Stage.objects.values_list("name", flat=True))
    assert {draft.stage for playbook in playbooks().values() for draft in playbook.actions} <= names
