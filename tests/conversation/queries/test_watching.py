from genjin.conversation.models import Watch
from genjin.conversation.operations.watching import start_watching, stop_watching, watch
from genjin.conversation.queries.watching import is_watching, watcher_ids
from genjin.people.models import User
from genjin.pipeline.operations.projects import add_customer, add_project
from genjin.planning.operations.merging import merge_customers, undo_merge
from genjin.text.cells import ActionItem
from tests.cast import Cast


def test_owner_and_team_watch_by_default(cast: Cast) -> None:
    assert watcher_ids(cast.project.pk) == {cast.ling.pk, cast.bo.pk, cast.ada.pk}
    assert watcher_ids(None, customer_id=cast.customer.pk) == {cast.ling.pk}


def test_nobody_watches_what_is_not_there(cast: Cast) -> None:
    assert watcher_ids(None) == set()
    assert watcher_ids(10**9) == set()


def test_manager_may_watch_and_a_member_may_not(cast: Cast) -> None:
    watch(cast.project, by=cast.max)
    stop_watching(cast.project, by=cast.bo)
    assert watcher_ids(cast.project.pk) == {cast.ling.pk, cast.max.pk, cast.ada.pk}


def test_watching_a_customer_covers_its_projects(cast: Cast) -> None:
    watch(cast.customer, by=cast.max)
    assert cast.max.pk in watcher_ids(cast.project.pk)
    stop_watching(cast.project, by=cast.max)
    assert cast.max.pk not in watcher_ids(cast.project.pk)
    assert cast.max.pk in watcher_ids(None, customer_id=cast.customer.pk)


def test_the_nearest_word_holds(cast: Cast) -> None:
    row = cast.log(next_steps=[ActionItem("提交方案", None, None), ActionItem("约赵总", None, None)])
    one, other = row.actions.all()
    stop_watching(cast.project, by=cast.bo)
    watch(one, by=cast.bo)
    stop_watching(other, by=cast.ling)
    assert watcher_ids(cast.project.pk, target=("action", one.pk)) == {cast.ling.pk, cast.bo.pk, cast.ada.pk}
    assert watcher_ids(cast.project.pk, target=("action", other.pk)) == {cast.ada.pk}


def test_things_of_one_id_and_two_kinds_are_told_apart(cast: Cast) -> None:
    Watch.objects.create(person=cast.max, target_type="customer", target_id=cast.project.pk + 1000)
    Watch.objects.create(person=cast.max, target_type="project", target_id=cast.customer.pk + 1000)
    assert cast.max.pk not in watcher_ids(cast.project.pk)


def test_who_cannot_sign_in_hears_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.bo.pk).update(is_active=False)
    assert cast.bo.pk not in watcher_ids(cast.project.pk)


def test_watching_survives_a_merger(cast: Cast) -> None:
    old = add_customer(name="华东精密", by=cast.ling)
    watch(old, by=cast.max)
    merge_customers(old, into=cast.customer, by=cast.ling)
    assert cast.max.pk in watcher_ids(None, customer_id=cast.customer.pk)
    assert cast.max.pk in watcher_ids(cast.project.pk)
    stop_watching(cast.customer, by=cast.max)
    assert cast.max.pk not in watcher_ids(cast.project.pk)
    old.refresh_from_db()
    undo_merge(old, by=cast.ling)
    assert cast.max.pk in watcher_ids(None, customer_id=old.pk)


def test_taking_part_does_not_overrule_a_choice(cast: Cast) -> None:
    row = cast.log(goal="访谈")
    stop_watching(row, by=cast.bo)
    start_watching([cast.bo.pk, cast.max.pk, cast.max.pk], row)
    start_watching([cast.max.pk], row)
    assert not is_watching(cast.bo, row)
    assert is_watching(cast.max, row)


def test_as_many_queries_for_three_watchers_as_for_one(cast: Cast, django_assert_num_queries: object) -> None:
    watch(cast.project, by=cast.ling)
    for people in ([], [cast.max, cast.root]):
        for user in people:
            watch(cast.project, by=user)
        with django_assert_num_queries(5):  # type: ignore[operator]
            watcher_ids(cast.project.pk, target=("followup", 1))


def test_project_without_customer_has_watchers(cast: Cast) -> None:
    project = add_project(customer=None, name="未定客户", by=cast.bo)
    assert watcher_ids(project.pk) == {cast.bo.pk}
