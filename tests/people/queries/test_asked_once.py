"""Asking once within a block: never for somebody else, never longer, never in another thread."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from genjin.people.models import Department, User
from genjin.people.queries.asked_once import Question, answers_kept, asked_once
from genjin.people.queries.departments import managed_ids
from tests.cast import Cast
from tests.four_at_once import four_at_once

LING, WEI = User(pk=1), User(pk=2)


@pytest.fixture
def numbered() -> Question:
    """Return a question whose answer tells the how manieth it is, and about whom."""
    asked: list[int] = []

    @asked_once
    def question(user: User) -> frozenset[int]:
        asked.append(user.pk)
        return frozenset({len(asked), -user.pk})

    return question


def test_outside_a_block_everything_is_asked_anew(numbered: Question) -> None:
    assert [numbered(LING), numbered(LING)] == [{1, -1}, {2, -1}]


def test_within_a_block_each_person_has_an_own_answer(numbered: Question) -> None:
    with answers_kept():
        assert [numbered(LING), numbered(WEI), numbered(LING), numbered(WEI)] == [{1, -1}, {2, -2}] * 2


def test_two_questions_have_two_answers(numbered: Question) -> None:
    @asked_once
    def other(_user: User) -> frozenset[int]:
        return frozenset({99})

    with answers_kept():
        assert [numbered(LING), other(LING), numbered(LING)] == [{1, -1}, {99}, {1, -1}]


def test_no_answer_outlives_its_block_even_where_it_fails(numbered: Question) -> None:
    def fail() -> None:
        with answers_kept():
            assert numbered(LING) == {1, -1}
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with answers_kept():
        assert numbered(LING) == {2, -1}
    assert numbered(LING) == {3, -1}


def test_another_thread_asks_for_itself(numbered: Question) -> None:
    with answers_kept(), ThreadPoolExecutor(1) as other:
        assert numbered(LING) == {1, -1}
        assert other.submit(numbered, LING).result() == {2, -1}
        assert other.submit(numbered, LING).result() == {3, -1}, "nothing is kept there"
        assert numbered(LING) == {1, -1}


def test_blocks_of_four_threads_share_nothing() -> None:
    @asked_once
    def question(_user: User) -> frozenset[int]:
        return frozenset({id(object())})

    def request() -> tuple[frozenset[int], bool]:
        with answers_kept():
            first = question(LING)
            return first, all(question(LING) is first for _ in range(200))

    told = four_at_once(request)
    assert all(is_same for _answer, is_same in told)
    assert len({id(answer) for answer, _is_same in told}) == 4


def test_departments_are_asked_once_and_anew_in_the_next_block(cast: Cast) -> None:
    with answers_kept():
        assert managed_ids(cast.max) == {cast.max.pk, cast.ling.pk}
        Department.managers.through.objects.all().delete()
        assert managed_ids(cast.max) == {cast.max.pk, cast.ling.pk}
    with answers_kept():
        assert managed_ids(cast.max) == set()
