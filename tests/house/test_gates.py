import pytest

from tools.check_gates import faults_of


@pytest.mark.parametrize(
    "code",
    [
        "rows = FollowUp.objects.filter(pk=1)",
        "rows = FollowUp._default_manager.all()",
        "row = get_object_or_404(FollowUp, pk=1)",
        "def view(request):\n    return user.projects.model.objects.get(pk=1)",
    ],
)
def test_refuses_a_way_around_the_queries(code: str) -> None:
    assert len(list(faults_of(code))) == 1


@pytest.mark.parametrize(
    "code",
    [
        "rows = visible_follow_ups(user).filter(pk=1)",
        "row = get_object_or_404(visible_follow_ups(user), pk=1)",
        "objects = [1, 2]",
    ],
)
def test_accepts_queries(code: str) -> None:
    assert list(faults_of(code)) == []
