"""Loading the demo data: on any day, into an empty installation only."""

from datetime import date
from itertools import pairwise

import pytest

from genjin.core.errors import RuleBroken, WrongState
from genjin.people.models import Role, User
from genjin.people.operations.people import add_first_administrator, add_person
from genjin.pipeline.operations.projects import add_customer
from genjin.setup.demo import DEMO_PASSWORD, demo_people_that_can_sign_in, load_demo_data
from genjin.setup.demo.everyday import with_everyday_rows
from genjin.setup.demo.people import PEOPLE, add_demo_people
from genjin.setup.demo.stories import ProjectStory, RowStory, all_stories, everyday_phrases
from genjin.setup.demo.working_days import working_day

TODAY = date(2026, 3, 18)


def test_refuses_where_there_are_customers(db: None) -> None:
    person = add_first_administrator(username="boss", name="老板", password="correct horse 跟进")
    add_customer(name="某客户", by=person)
    with pytest.raises(WrongState):
        load_demo_data(today=TODAY)
    assert User.objects.count() == 1


def test_leaves_nothing_behind_when_a_user_name_is_taken(db: None) -> None:
    add_person(username="lina", name="李娜", role=Role.SALES, password=None)
    with pytest.raises(RuleBroken):
        load_demo_data(today=TODAY)
    assert User.objects.count() == 1


def test_an_administrator_who_is_there_stays_the_only_one(db: None) -> None:
    add_first_administrator(username="admin", name="老板", password="correct horse 跟进")
    assert add_demo_people()["admin"].name == "老板"
    assert not User.objects.get(username="admin").check_password(DEMO_PASSWORD)
    assert "admin" not in {person.username for person in demo_people_that_can_sign_in()}


def test_demo_people_can_sign_in_until_they_change_their_password(db: None) -> None:
    people = add_demo_people()
    assert [person.username for person in demo_people_that_can_sign_in()] == list(PEOPLE)
    people["lina"].set_password("something of her own")
    people["lina"].save()
    assert "lina" not in {person.username for person in demo_people_that_can_sign_in()}
    people["zhangwei"].is_active = False
    people["zhangwei"].save()
    assert len(demo_people_that_can_sign_in()) == 4


def test_nobody_can_sign_in_where_there_are_no_demo_people(db: None) -> None:
    assert demo_people_that_can_sign_in() == []


@pytest.mark.parametrize(
    ("start", "offset", "day"),
    [
        (date(2026, 3, 18), 0, date(2026, 3, 18)),
        (date(2026, 3, 18), 3, date(2026, 3, 23)),
        (date(2026, 3, 18), -3, date(2026, 3, 13)),
        (date(2026, 3, 21), 0, date(2026, 3, 20)),
        (date(2026, 3, 22), 1, date(2026, 3, 23)),
        (date(2026, 3, 20), 5, date(2026, 3, 27)),
    ],
)
def test_counts_working_days(start: date, offset: int, day: date) -> None:
    assert working_day(start, offset) == day


def test_the_same_day_gives_the_same_plan_of_rows() -> None:
    def rows() -> list[RowStory]:
        phrases = everyday_phrases()
        return [
            row
            for story in all_stories()
            for project in story.projects
            for row in with_everyday_rows(project, {"负责": "张伟", "技术": "李娜"}, iter(story.heard), phrases)
        ]

    assert rows() == rows()


def test_no_more_everyday_rows_than_days_between_those_told() -> None:
    told = ProjectStory(
        name="小项目",
        owner="zhangwei",
        amount=1,
        close=1,
        fill=50,
        background="",
        words={"人": ["王总"]},
        rows=[RowStory(on=-5, stage="甲", goal="始"), RowStory(on=-1, stage="甲", goal="终")],
    )
    phrases = {"甲": [{"goal": f"第{number}次见{{人}}，约{{+2}}"} for number in range(9)]}
    rows = with_everyday_rows(told, {}, iter(["听说了。"]), phrases)
    assert [row.on for row in rows] == [-5, -4, -3, -2, -1]
    assert rows[2].goal.endswith("见王总，约{+2}")
    assert [row.feedback for row in rows].count("听说了。") == 1


def test_a_quiet_time_has_no_everyday_rows() -> None:
    for story in all_stories():
        for project in story.projects:
            rows = with_everyday_rows(project, {"负责": "甲", "技术": "乙"}, iter(()), everyday_phrases())
            for row, later in pairwise(rows):
                assert not row.quiet or later in project.rows
